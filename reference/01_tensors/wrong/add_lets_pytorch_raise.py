"""What PyTorch cannot add raises ValueError, what it can broadcast does not.

caught by: refuses_to_broadcast
"""


def add_same_shape(a, b):
    try:
        return a + b
    except RuntimeError as error:
        raise ValueError("shapes differ") from error
