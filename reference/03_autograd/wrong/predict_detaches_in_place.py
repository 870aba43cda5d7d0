"""w and b lose their tracking.

caught by: w_and_b_can_still_be_trained
"""


def predict(x, w, b):
    return x @ w.detach_() + b.detach_()
