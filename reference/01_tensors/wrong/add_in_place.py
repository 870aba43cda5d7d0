"""The first argument is overwritten with the sum.

caught by: sums_element_by_element
"""


def add_same_shape(a, b):
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    a += b
    return a
