"""w is detached and b is not.

caught by: prediction_is_untracked
"""


def predict(x, w, b):
    return x @ w.detach() + b
