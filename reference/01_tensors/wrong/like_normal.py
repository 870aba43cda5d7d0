"""The random numbers are normal, not uniform.

caught by: rand_is_float32_whatever_x_is
"""


def ones_and_rand_like(x):
    return torch.ones_like(x), torch.randn_like(x, dtype=torch.float32)
