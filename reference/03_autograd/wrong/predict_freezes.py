"""w and b are frozen on the way and stay so.

caught by: w_and_b_can_still_be_trained
"""


def predict(x, w, b):
    w.requires_grad_(False)
    b.requires_grad_(False)
    return x @ w + b
