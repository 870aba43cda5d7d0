"""The square of the sum, not the sum of the squares.

caught by: rows_add_up
"""


def accumulated_gradient(w, inputs):
    return torch.autograd.grad((inputs @ w).sum() ** 2, w)[0]
