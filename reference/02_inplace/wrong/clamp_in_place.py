"""The underscore changes x, which was not asked for.

caught by: clamp_leaves_x_alone
"""


def clamp_copy(x, low, high):
    return x.clamp_(low, high)
