"""The random numbers are always made on the CPU.

caught by: pair_lives_where_x_lives
"""


def ones_and_rand_like(x):
    return torch.ones_like(x), torch.rand(x.shape)
