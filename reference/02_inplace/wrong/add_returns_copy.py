"""x changes, and a copy of it is returned.

caught by: add_returns_x_itself
"""


def add_five_(x):
    x.add_(5)
    return x.clone()
