"""Python's zeros are integers.

caught by: zeros_fill_the_shape
"""


def zeros(rows, cols):
    return torch.zeros(rows, cols, dtype=torch.int64)
