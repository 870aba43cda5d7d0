"""The caller's gradients are zeroed at the end.

caught by: grad_is_left_as_it_was
"""


def bce_gradients(x, y, w, b):
    w.grad = b.grad = None
    F.binary_cross_entropy_with_logits(x @ w + b, y).backward()
    found = w.grad.clone(), b.grad.clone()
    w.grad.zero_()
    b.grad.zero_()
    return found
