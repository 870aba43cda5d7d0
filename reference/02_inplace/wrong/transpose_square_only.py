"""The numbers are copied over, which fits square matrices alone.

caught by: transposes_its_argument
"""


def transpose_(x):
    return x.copy_(x.t().clone())
