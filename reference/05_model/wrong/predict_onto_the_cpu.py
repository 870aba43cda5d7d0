"""The classes are collected in a tensor on the CPU.

caught by: prediction_stays_on_its_device
"""


def predict_class(model, x):
    training = model.training
    model.eval()
    with torch.no_grad():
        found = torch.zeros(len(x), dtype=torch.int64)
        found.copy_(torch.softmax(model(x), dim=1).argmax(dim=1))
    model.train(training)
    return found
