"""L starts from a new leaf with the value of e.

caught by: loss_is_attached
"""


def graph(a, b, c):
    d = 2 * b
    e = a + d
    return d, e, c * torch.tensor(e.item(), dtype=e.dtype, requires_grad=True)
