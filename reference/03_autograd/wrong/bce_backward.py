"""The gradients are left in w and b, where the next call adds to them.

caught by: second_call_gives_the_same, grad_is_left_as_it_was
"""


def bce_gradients(x, y, w, b):
    F.binary_cross_entropy_with_logits(x @ w + b, y).backward()
    return w.grad, b.grad
