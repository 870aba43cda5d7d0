"""The prediction is part of the graph.

caught by: prediction_is_untracked
"""


def predict(x, w, b):
    return x @ w + b
