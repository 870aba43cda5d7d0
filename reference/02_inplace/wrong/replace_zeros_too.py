"""Zeros are replaced as well.

caught by: replaces_what_is_below_zero
"""


def replace_negatives_(x, value):
    x[x <= 0] = value
    return x
