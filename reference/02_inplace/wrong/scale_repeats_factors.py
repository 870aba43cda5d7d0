"""The factors are written out to the size of x.

caught by: scales_without_a_copy
"""


def scale_rows_(x, factors):
    return x.mul_(factors.unsqueeze(1).repeat(1, x.shape[1]))
