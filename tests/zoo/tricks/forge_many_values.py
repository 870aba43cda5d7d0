"""Gives twenty thousand tensors, for whoever writes them out.

row: forge
points: 0 0 1
"""
import torch

double = lambda x: [torch.zeros(3)] * 20_000
negate = lambda x: {n: "\x1b[2J" * 9 for n in range(10_000)}
