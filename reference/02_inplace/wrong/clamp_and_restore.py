"""A view of x is returned where the copy should be; x is clamped with it.

caught by: clamp_leaves_x_alone, clamp_shares_no_memory
"""


def clamp_copy(x, low, high):
    y = x.view_as(x)
    y.clamp_(low, high)
    return y
