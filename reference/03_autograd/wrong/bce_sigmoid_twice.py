"""The sigmoid is applied twice.

caught by: gradients_of_a_batch
"""


def bce_gradients(x, y, w, b):
    loss = F.binary_cross_entropy_with_logits(torch.sigmoid(x @ w + b), y)
    return torch.autograd.grad(loss, (w, b))
