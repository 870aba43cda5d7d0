"""The name inside the function gets the transpose, the argument does not.

caught by: transposes_its_argument, transpose_returns_x_itself
"""


def transpose_(x):
    x = x.transpose(0, 1)
    return x
