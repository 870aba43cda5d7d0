"""A list of lists is not a tensor.

caught by: zeros_fill_the_shape
"""


def zeros(rows, cols):
    return [[0.0] * cols for _ in range(rows)]
