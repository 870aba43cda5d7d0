"""The sum is made on the CPU and left there.

caught by: sum_lies_where_its_terms_lie
"""


def add_same_shape(a, b):
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    return a.cpu() + b.cpu()
