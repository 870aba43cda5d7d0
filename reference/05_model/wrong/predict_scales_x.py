"""x is changed in place.

caught by: model_learns_after_predicting
"""


def predict_class(model, x):
    training = model.training
    model.eval()
    with torch.no_grad():
        found = torch.softmax(model(x), dim=1).argmax(dim=1)
        x.mul_(2)
    model.train(training)
    return found
