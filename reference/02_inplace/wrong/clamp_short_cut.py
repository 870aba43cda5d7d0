"""Where nothing needs clamping, x itself is returned.

caught by: clamp_shares_no_memory
"""


def clamp_copy(x, low, high):
    if x.min() >= low and x.max() <= high:
        return x
    return x.clamp(low, high)
