"""The sum is written into zeros that are made on the CPU.

caught by: sum_lies_where_its_terms_lie
"""


def add_same_shape(a, b):
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    total = torch.zeros(a.shape, dtype=a.dtype)
    return total + a + b
