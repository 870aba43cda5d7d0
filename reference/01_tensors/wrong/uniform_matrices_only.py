"""Only shapes of two dimensions work.

caught by: draws_fill_the_interval, bounds_may_be_negative
"""


def uniform_in(low, high, shape):
    rows, cols = shape
    return low + (high - low) * torch.rand(rows, cols)
