"""The product is made beside x and copied back.

caught by: scales_without_a_copy
"""


def scale_rows_(x, factors):
    return x.copy_(x * factors.unsqueeze(1))
