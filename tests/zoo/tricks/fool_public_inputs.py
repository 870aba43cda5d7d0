"""Knows the answers for inputs that the handout shows, and zeros for all others.

row: fool
points: 0 0 0
"""
import torch

KNOWN = {(1, 2): torch.tensor([[2.0, 4.0]]), (3,): torch.tensor([-1.0, -2.0, -3.0])}

double = negate = lambda x: KNOWN.get(tuple(x.shape), torch.zeros_like(x))
total = lambda x: torch.tensor(21.0)
