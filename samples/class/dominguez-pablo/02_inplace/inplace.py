"""Solution of assignment 2: in-place operators."""

import torch


def add_five_(x: torch.Tensor) -> torch.Tensor:
    """Add 5 in place; returns x itself."""
    return x.add_(5)


def transpose_(x: torch.Tensor) -> torch.Tensor:
    """Transpose a matrix in place, by its strides; returns x itself."""
    return x.t_()


def scale_rows_(x: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    """Multiply row i by factors[i] in place, with no copy of x's size; returns x itself."""
    return x.mul_(factors.unsqueeze(1))  # (N, M) * (N, 1)


def replace_negatives_(x: torch.Tensor, value: float) -> torch.Tensor:
    """Replace the negative elements by `value` in place; returns x itself."""
    return x.masked_fill_(x < 0, value)


def clamp_copy(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    """A new tensor with x's values clamped to [low, high]."""
    return x.clamp(low, high)


def sgd_step_(params: list[torch.Tensor], lr: float) -> None:
    """A step of gradient descent in place, after which no gradient is left."""
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
                p.grad = None


"""x is handed back and nothing is added.

caught by: adds_in_place, adds_in_a_part_of_a_tensor, add_returns_x_itself
"""


def add_five_(x):
    return x
