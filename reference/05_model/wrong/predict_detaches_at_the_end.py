"""What was tracked is let go of too late.

caught by: predicts_untracked
"""


def predict_class(model, x):
    training = model.training
    model.eval()
    found = torch.softmax(model(x).detach(), dim=1).argmax(dim=1)
    model.train(training)
    return found
