"""The random numbers keep a floating dtype of x.

caught by: rand_is_float32_whatever_x_is
"""


def ones_and_rand_like(x):
    dtype = x.dtype if x.is_floating_point() else torch.float32
    return torch.ones_like(x), torch.rand_like(x, dtype=dtype)
