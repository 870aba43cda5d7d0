"""One gradient for each row.

caught by: rows_add_up
"""


def accumulated_gradient(w, inputs):
    return [torch.autograd.grad((w @ row) ** 2, w)[0] for row in inputs]
