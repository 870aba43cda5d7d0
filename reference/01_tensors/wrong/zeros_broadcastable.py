"""A single zero broadcasts to any shape, but does not have it.

caught by: zeros_fill_the_shape
"""


def zeros(rows, cols):
    return torch.zeros(1, 1)
