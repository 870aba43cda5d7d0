"""Dropout and batch normalisation work as in training.

caught by: predicts_in_eval_mode
"""


def predict_class(model, x):
    with torch.no_grad():
        return torch.softmax(model(x), dim=1).argmax(dim=1)
