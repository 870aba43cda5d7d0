"""The classes are found by NumPy, which only reads tensors on the CPU.

caught by: prediction_stays_on_its_device
"""


def predict_class(model, x):
    training = model.training
    model.eval()
    with torch.no_grad():
        logits = model(x).numpy()
        classes = torch.from_numpy(logits.argmax(1))
    model.train(training)
    return classes
