"""Autograd notes everything down.

caught by: predicts_untracked
"""


def predict_class(model, x):
    training = model.training
    model.eval()
    found = torch.softmax(model(x), dim=1).argmax(dim=1)
    model.train(training)
    return found
