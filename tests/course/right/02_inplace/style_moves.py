"""Numbers moved instead of strides exchanged, columns instead of rows, tracking switched off."""

import torch


def add_five_(x: torch.Tensor) -> torch.Tensor:
    return x.sub_(-5)


def transpose_(x: torch.Tensor) -> torch.Tensor:
    return x.set_(x.t())


def scale_rows_(x: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    for column in x.unbind(1):
        column *= factors
    return x


def replace_negatives_(x: torch.Tensor, value: float) -> torch.Tensor:
    negative = x.lt(0)
    x.mul_(~negative).add_(negative * value)
    return x


def clamp_copy(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    return x.where(x >= low, low).where(x <= high, high).contiguous().clone()


def sgd_step_(params: list[torch.Tensor], lr: float) -> None:
    moved = [p for p in params if p.grad is not None]
    with torch.inference_mode():
        for p in moved:
            p.add_(p.grad, alpha=-lr)
    for p in moved:
        p.requires_grad_(False)
        p.grad = None
        p.requires_grad_(True)
