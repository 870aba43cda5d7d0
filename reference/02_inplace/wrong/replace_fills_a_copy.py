"""Indexing with a mask copies, and the copy is what is filled.

caught by: replaces_what_is_below_zero
"""


def replace_negatives_(x, value):
    x[x < 0].fill_(value)
    return x
