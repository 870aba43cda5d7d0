"""A matrix product makes a second x, which is copied back.

caught by: scales_without_a_copy
"""


def scale_rows_(x, factors):
    x[:] = torch.diag(factors) @ x
    return x
