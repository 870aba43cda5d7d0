"""The random numbers get the dtype of x, and so an integer x raises.

caught by: ones_are_like_x, rand_is_float32_whatever_x_is
"""


def ones_and_rand_like(x):
    return torch.ones_like(x), torch.rand_like(x)
