"""Gradients are turned off for good.

caught by: model_learns_after_predicting
"""


def predict_class(model, x):
    training = model.training
    model.eval()
    model.requires_grad_(False)
    found = torch.softmax(model(x), dim=1).argmax(dim=1)
    model.train(training)
    return found
