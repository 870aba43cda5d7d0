"""What the library has for it: `out=`, `where`, an optimizer, inference mode."""

import torch
from torch import optim


def add_five_(x):
    return torch.add(x, 5, out=x)


def transpose_(x):
    return torch.Tensor.transpose_(x, 0, -1)


def scale_rows_(x, factors):
    with torch.inference_mode():
        torch.mul(x, factors.reshape(-1, 1).expand_as(x), out=x)
    return x


def replace_negatives_(x, value):
    return x.copy_(torch.where(x < 0, value, x))


@torch.inference_mode()
def clamp_copy(x, low, high):
    return torch.minimum(
        torch.maximum(x, torch.full_like(x, low)), torch.full((), high, dtype=x.dtype).to(x.device)
    )


def sgd_step_(params, lr):
    optimizer = optim.SGD(params, lr=lr)
    optimizer.step()
    optimizer.zero_grad(set_to_none=False)
