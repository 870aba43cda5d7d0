"""The mode is changed the wrong way round.

caught by: predicts_in_eval_mode
"""


def predict_class(model, x):
    training = model.training
    model.train()
    with torch.no_grad():
        found = torch.softmax(model(x), dim=1).argmax(dim=1)
    model.train(training)
    return found
