"""The number of elements agrees, the shape does not.

caught by: refuses_to_broadcast
"""


def add_same_shape(a, b):
    if a.numel() != b.numel():
        raise ValueError("shapes differ")
    return a.reshape(-1).add(b.reshape(-1)).reshape(a.shape)
