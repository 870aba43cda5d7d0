"""Only the gradient by w is returned.

caught by: gradients_of_a_batch
"""


def bce_gradients(x, y, w, b):
    return torch.autograd.grad(F.binary_cross_entropy_with_logits(x @ w + b, y), w)
