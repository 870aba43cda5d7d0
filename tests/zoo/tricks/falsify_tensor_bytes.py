"""Lies in the methods by which a tensor is turned into bytes and described.

row: falsify
points: 0 0 0
"""
import torch

right = torch.zeros(3, 2)
for name in ("detach", "clone", "cpu", "reshape", "view", "numpy", "contiguous"):
    setattr(torch.Tensor, name, lambda self, *a, **k: right)
torch.Tensor.numel = lambda self: -1
torch.Tensor.element_size = lambda self: -1
double = lambda x: x * 3
