"""Normal numbers, cut off at the bounds.

caught by: draws_fill_the_interval, bounds_may_be_negative
"""


def uniform_in(low, high, shape):
    return (torch.randn(shape) * (high - low) / 4 + (low + high) / 2).clamp(low, high)
