"""Solution of assignment 3: autograd."""

import torch
from torch.nn import functional as F


def graph(
    a: torch.Tensor, b: torch.Tensor, c: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """d = 2b, e = a + d and L = c·e, attached to the graph."""
    d = 2 * b
    e = a + d
    return d, e, c * e


def graph_gradients(a: float, b: float, c: float) -> tuple[float, float, float]:
    """dL/da, dL/db and dL/dc of the graph, by autograd."""
    leaves = [torch.tensor(number, requires_grad=True) for number in (a, b, c)]
    a_leaf, b_leaf, c_leaf = leaves
    loss = c_leaf * (a_leaf + 2 * b_leaf)
    da, db, dc = torch.autograd.grad(loss, leaves)
    return da.item(), db.item(), dc.item()


def bce_gradients(
    x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Gradients of the mean binary cross entropy of x @ w + b against y, by w and by b."""
    loss = F.binary_cross_entropy_with_logits(x @ w + b, y)
    return torch.autograd.grad(loss, (w, b))


def track_(x: torch.Tensor) -> torch.Tensor:
    """Turn gradient tracking on for x, and return x."""
    return x.requires_grad_()


def predict(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """x @ w + b, untracked."""
    with torch.no_grad():
        return x @ w + b


def accumulated_gradient(w: torch.Tensor, inputs: torch.Tensor) -> torch.Tensor:
    """The gradient that w holds after a backward of (w · row)² for each row, from none."""
    leaf = w.detach().requires_grad_()  # (D,), of the same memory, which nothing changes
    for row in inputs:  # (N, D)
        ((leaf @ row) ** 2).backward()
    return leaf.grad
