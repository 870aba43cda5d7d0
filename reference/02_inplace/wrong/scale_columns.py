"""The factors meet the columns, which only fits where x is square.

caught by: scales_each_row
"""


def scale_rows_(x, factors):
    return x.mul_(factors)
