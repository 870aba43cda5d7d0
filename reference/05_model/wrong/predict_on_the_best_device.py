"""The input goes to the fastest device that there is, wherever the model is.

caught by: prediction_stays_on_its_device
"""


def predict_class(model, x):
    training = model.training
    model.eval()
    with torch.no_grad():
        classes = model(x.to("cuda" if torch.cuda.is_available() else "cpu")).argmax(1)
    model.train(training)
    return classes
