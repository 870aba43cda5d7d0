"""The dtype is float64.

caught by: draws_fill_the_interval, bounds_may_be_negative
"""


def uniform_in(low, high, shape):
    return torch.from_numpy(np.random.uniform(low, high, shape))
