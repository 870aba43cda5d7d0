"""`backward` everywhere, on copies or with what was there put back."""

import torch
from torch import nn


def graph(a, b, c):
    d = b + b
    e = torch.add(a, d)
    loss = torch.mul(e, c)
    return d, e, loss


def graph_gradients(a, b, c):
    a = torch.tensor(a, requires_grad=True)
    b = torch.tensor(b, requires_grad=True)
    c = torch.tensor(c, requires_grad=True)
    loss = graph(a, b, c)[-1]
    loss.backward()
    return float(a.grad), float(b.grad), float(c.grad)


def bce_gradients(x, y, w, b):
    kept = w.grad, b.grad
    w.grad = b.grad = None
    nn.BCEWithLogitsLoss()(x @ w + b, y).backward()
    found = w.grad, b.grad
    w.grad, b.grad = kept
    return found


def track_(x):
    x.requires_grad = True
    return x


def predict(x, w, b):
    return (x @ w + b).detach()


def accumulated_gradient(w, inputs):
    w.grad = None
    for row in inputs:
        loss = torch.dot(w, row) ** 2
        loss.backward()
    return w.grad
