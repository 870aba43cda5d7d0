"""Rows in loops, numbers one by one, in-place copies of a new value."""

from torch import Tensor, no_grad, tensor


def add_five_(x: Tensor) -> Tensor:
    x[:] = x + 5
    return x


def transpose_(x: Tensor) -> Tensor:
    x.swapaxes_(1, 0)
    return x


def scale_rows_(x: Tensor, factors: Tensor) -> Tensor:
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            x[i, j] = x[i, j] * factors[i].item()
    return x


def replace_negatives_(x: Tensor, value: float) -> Tensor:
    for row in x:
        if row.dim() > 0:
            replace_negatives_(row, value)
        elif row.item() < 0:
            row.fill_(value)
    return x


def clamp_copy(x: Tensor, low: float, high: float) -> Tensor:
    numbers = [min(max(number, low), high) for number in x.reshape(-1).tolist()]
    return tensor(numbers, dtype=x.dtype, device=x.device).reshape(x.shape)


def sgd_step_(params: list[Tensor], lr: float) -> None:
    for p in params:
        if p.grad is not None:
            with no_grad():
                p.copy_(p - lr * p.grad)
        p.grad = None
