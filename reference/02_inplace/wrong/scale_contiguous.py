"""Where x is not contiguous, a copy of it changes.

caught by: scales_rows_of_a_part
"""


def scale_rows_(x, factors):
    x.contiguous().mul_(factors[:, None])
    return x
