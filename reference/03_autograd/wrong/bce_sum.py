"""The losses are summed over the batch.

caught by: gradients_of_a_batch, gradients_of_several_outputs
"""


def bce_gradients(x, y, w, b):
    loss = F.binary_cross_entropy_with_logits(x @ w + b, y, reduction="sum")
    return torch.autograd.grad(loss, (w, b))
