"""b is forgotten.

caught by: prediction_is_linear
"""


@torch.no_grad()
def predict(x, w, b):
    return x @ w
