"""Probabilities, not x @ w + b.

caught by: prediction_is_linear
"""


@torch.no_grad()
def predict(x, w, b):
    return torch.sigmoid(x @ w + b)
