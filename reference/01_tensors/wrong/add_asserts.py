"""An assertion is not a ValueError.

caught by: refuses_to_broadcast
"""


def add_same_shape(a, b):
    assert a.shape == b.shape
    return a + b
