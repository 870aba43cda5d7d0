"""Formulas where they do, fresh leaves, gradients added up by the student's own sum."""

import torch
from torch import Tensor


def graph(a: Tensor, b: Tensor, c: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    d = torch.tensor(2) * b
    return d, a + d, c * (a + d)


def graph_gradients(a: float, b: float, c: float) -> tuple[float, float, float]:
    leaves = torch.tensor([a, b, c]).requires_grad_()
    *_, loss = graph(*leaves.unbind())
    loss.backward()
    return tuple(leaves.grad.tolist())


def bce_gradients(x: Tensor, y: Tensor, w: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    w, b = (t.detach().clone().requires_grad_(True) for t in (w, b))
    z = x @ w + b
    losses = torch.log1p(torch.exp(-z)) + (1 - y) * z
    losses.mean().backward()
    return w.grad.clone(), b.grad.clone()


def track_(x: Tensor) -> Tensor:
    Tensor.requires_grad_(x)
    return x


def predict(x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    with torch.set_grad_enabled(False):
        return torch.add(b, x.matmul(w))


def accumulated_gradient(w: Tensor, inputs: Tensor) -> Tensor:
    total = torch.zeros_like(w, requires_grad=False)
    for row in inputs:
        (one,) = torch.autograd.grad((w @ row).pow(2), w)
        total = total + one
    return total
