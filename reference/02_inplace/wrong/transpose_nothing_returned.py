"""x is transposed and nothing is returned.

caught by: transpose_returns_x_itself
"""


def transpose_(x):
    x.t_()
