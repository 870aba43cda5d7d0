"""The prediction is brought to the CPU.

caught by: predicts_on_any_device
"""


def predict(x, w, b):
    with torch.no_grad():
        return (x @ w + b).cpu()
