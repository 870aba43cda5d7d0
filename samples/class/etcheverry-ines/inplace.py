"""Reference solution: in-place operators."""

import torch


def add_five_(x: torch.Tensor) -> torch.Tensor:
    return x.add_(5)


def transpose_(x: torch.Tensor) -> torch.Tensor:
    return x.t_()


def scale_rows_(x: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    return x.mul_(factors.unsqueeze(1))  # (N, M) * (N, 1)


def replace_negatives_(x: torch.Tensor, value: float) -> torch.Tensor:
    return x.masked_fill_(x < 0, value)


def clamp_copy(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    return x.clamp(low, high)


def sgd_step_(params: list[torch.Tensor], lr: float) -> None:
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
                p.grad = None


"""The transpose is another tensor; x keeps its shape.

caught by: transposes_its_argument
"""


def transpose_(x):
    return x.t()
