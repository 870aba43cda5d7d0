"""A second name is no copy.

caught by: clamp_leaves_x_alone
"""


def clamp_copy(x, low, high):
    y = x.detach()
    y[y < low] = low
    y[y > high] = high
    return y
