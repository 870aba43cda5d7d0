"""Flattening copies where x is not contiguous, and the copy is what changes.

caught by: replaces_through_slices
"""


def replace_negatives_(x, value):
    flat = x.reshape(-1)
    flat[flat < 0] = value
    return x
