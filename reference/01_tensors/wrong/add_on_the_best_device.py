"""Both are moved to a GPU wherever there is one.

caught by: sum_lies_where_its_terms_lie
"""


def add_same_shape(a, b):
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    if torch.cuda.is_available():
        a, b = a.cuda(), b.cuda()
    return a + b
