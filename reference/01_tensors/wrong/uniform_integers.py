"""Only whole numbers are drawn.

caught by: draws_fill_the_interval, bounds_may_be_negative
"""


def uniform_in(low, high, shape):
    return torch.randint(int(low), int(high) + 1, shape).float()
