"""Another loss: squares.

caught by: gradients_of_a_batch
"""


def bce_gradients(x, y, w, b):
    return torch.autograd.grad(F.mse_loss(torch.sigmoid(x @ w + b), y), (w, b))
