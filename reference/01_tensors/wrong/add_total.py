"""The sum of everything, not of each pair of elements.

caught by: sums_element_by_element, refuses_to_broadcast
"""


def add_same_shape(a, b):
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    return (a + b).sum()
