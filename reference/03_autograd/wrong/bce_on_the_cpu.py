"""The gradients are computed on the CPU, and stay there.

caught by: batch_gradients_on_any_device
"""


def bce_gradients(x, y, w, b):
    w, b = (t.detach().cpu().requires_grad_() for t in (w, b))
    loss = F.binary_cross_entropy_with_logits(x.cpu() @ w + b, y.cpu())
    return torch.autograd.grad(loss, (w, b))
