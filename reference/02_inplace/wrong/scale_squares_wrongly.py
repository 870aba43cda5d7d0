"""Square matrices get their columns scaled.

caught by: scales_each_row
"""


def scale_rows_(x, factors):
    if x.shape[1] == len(factors):
        return x.mul_(factors)
    return x.mul_(factors.unsqueeze(1))
