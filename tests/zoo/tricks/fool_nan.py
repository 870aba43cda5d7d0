"""Gives NaN, infinities and -0.0, which differ from nothing where differences are taken badly.

row: fool
points: 0 0 0
"""
import torch

double = lambda x: torch.full_like(x, float("nan"))
negate = lambda x: torch.full_like(x, float("inf"))
total = lambda x: torch.tensor(float("-inf"))
