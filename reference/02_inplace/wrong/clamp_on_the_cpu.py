"""The result lies on the CPU wherever x lies.

caught by: clamps_between_the_bounds
"""


def clamp_copy(x, low, high):
    copy = torch.empty(x.shape, dtype=x.dtype)
    if x.device == copy.device:
        copy.copy_(x).clamp_(low, high)
    return copy
