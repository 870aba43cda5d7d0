"""Gives values that are deep, endless, circular, huge and many.

row: forge
points: 0 0 0
"""
import torch


def double(x):
    circle = []
    circle.append(circle)
    return circle


negate = lambda x: torch.zeros(1).expand(1 << 40)
total = lambda x: {n: [1 << 60_000] for n in range(10)}
