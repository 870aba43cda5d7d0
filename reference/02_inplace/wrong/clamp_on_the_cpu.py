"""The result lies on the CPU wherever x lies.

caught by: clamps_on_any_device
"""


def clamp_copy(x, low, high):
    return torch.empty(x.shape, dtype=x.dtype).copy_(x).clamp_(low, high)
