"""w and b are cut off for good.

caught by: grad_is_left_as_it_was
"""


def bce_gradients(x, y, w, b):
    found = torch.autograd.grad(F.binary_cross_entropy_with_logits(x @ w + b, y), (w, b))
    w.requires_grad_(False)
    b.requires_grad_(False)
    return found
