"""Flattening copies where x is not contiguous, and the copy is what changes.

caught by: adds_in_a_part_of_a_tensor
"""


def add_five_(x):
    x.reshape(-1).add_(5)
    return x
