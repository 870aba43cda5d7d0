"""A view of x is returned, which is another tensor on the same memory.

caught by: add_returns_x_itself
"""


def add_five_(x):
    return x.add_(5).view_as(x)
