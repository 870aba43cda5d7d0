"""The caller's gradients are thrown away.

caught by: grad_is_left_as_it_was
"""


def bce_gradients(x, y, w, b):
    w.grad = b.grad = None
    F.binary_cross_entropy_with_logits(x @ w + b, y).backward()
    found = w.grad, b.grad
    w.grad = b.grad = None
    return found
