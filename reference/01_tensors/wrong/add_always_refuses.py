"""Everything is refused.

caught by: sums_element_by_element, refuses_to_broadcast
"""


def add_same_shape(a, b):
    raise ValueError("shapes differ")
