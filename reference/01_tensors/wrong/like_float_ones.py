"""The ones do not have the dtype of x.

caught by: ones_are_like_x
"""


def ones_and_rand_like(x):
    return torch.ones(x.shape, device=x.device), torch.rand(x.shape, device=x.device)
