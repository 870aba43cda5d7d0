"""What lies between zero and the value is raised to it.

caught by: replaces_what_is_below_zero
"""


def replace_negatives_(x, value):
    return x.clamp_(min=value)
