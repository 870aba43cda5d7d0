"""A list of two is not a tuple.

caught by: ones_are_like_x, rand_is_float32_whatever_x_is, pair_lives_where_x_lives
"""


def ones_and_rand_like(x):
    return [torch.ones_like(x), torch.rand_like(x, dtype=torch.float32)]
