"""One draw is repeated in all of the shape.

caught by: draws_fill_the_interval, bounds_may_be_negative
"""


def uniform_in(low, high, shape):
    return (low + (high - low) * torch.rand(1)).expand(shape)
