"""Another tensor on the same memory is tracked.

caught by: x_is_tracked, track_returns_x_itself
"""


def track_(x):
    return x.detach().requires_grad_(True)
