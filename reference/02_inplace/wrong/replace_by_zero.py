"""The value is not looked at.

caught by: replaces_what_is_below_zero
"""


def replace_negatives_(x, value):
    return x.relu_()
