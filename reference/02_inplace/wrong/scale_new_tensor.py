"""The product is a new tensor; x keeps its values.

caught by: scales_each_row, scales_rows_of_a_part
"""


def scale_rows_(x, factors):
    return x * factors.unsqueeze(1)
