"""x changes, and a copy of it is returned.

caught by: replace_returns_x_itself
"""


def replace_negatives_(x, value):
    x[x < 0] = value
    return x.clone()
