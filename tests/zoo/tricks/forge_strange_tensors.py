"""Gives tensors that are sparse, meta, quantized, named, nested and of no plain kind.

row: forge
points: 0 0 0
"""
import torch

double = lambda x: x.to_sparse()
negate = lambda x: torch.empty(1 << 40, device="meta")
total = lambda x: torch.quantize_per_tensor(x, 0.1, 0, torch.qint8)
