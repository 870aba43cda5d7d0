"""The bounds' signs are dropped.

caught by: bounds_may_be_negative
"""


def uniform_in(low, high, shape):
    return abs(low) + (abs(high) - abs(low)) * torch.rand(shape)
