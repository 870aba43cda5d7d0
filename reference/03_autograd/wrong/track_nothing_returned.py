"""x is tracked and nothing is returned.

caught by: track_returns_x_itself
"""


def track_(x):
    x.requires_grad = True
