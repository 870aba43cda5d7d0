"""x is transposed, and another tensor on its memory is returned.

caught by: transpose_returns_x_itself
"""


def transpose_(x):
    return x.t_().view_as(x)
