"""A Parameter is another tensor.

caught by: x_is_tracked
"""


def track_(x):
    return torch.nn.Parameter(x)
