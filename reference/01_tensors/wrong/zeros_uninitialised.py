"""Memory that was never set, here with NaN in it.

caught by: zeros_fill_the_shape
"""


def zeros(rows, cols):
    return torch.empty(rows, cols).fill_(torch.nan)
