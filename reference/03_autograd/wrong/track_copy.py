"""A tracked copy is returned, x stays untracked.

caught by: x_is_tracked, track_returns_x_itself
"""


def track_(x):
    return x.clone().requires_grad_()
