"""PyTorch broadcasts where the shapes differ.

caught by: refuses_to_broadcast
"""


def add_same_shape(a, b):
    return a + b
