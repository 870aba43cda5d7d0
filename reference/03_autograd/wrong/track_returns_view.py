"""x is tracked, and a view of it is returned.

caught by: track_returns_x_itself
"""


def track_(x):
    return x.requires_grad_().view_as(x)
