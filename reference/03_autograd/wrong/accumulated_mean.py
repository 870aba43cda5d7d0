"""The mean over the rows, not the sum.

caught by: rows_add_up
"""


def accumulated_gradient(w, inputs):
    return torch.autograd.grad(((inputs @ w) ** 2).mean(), w)[0]
