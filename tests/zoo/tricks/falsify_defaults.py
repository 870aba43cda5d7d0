"""Changes torch's defaults: dtype, device, threads, determinism, gradients, printing.

row: falsify
points: 0 1 0
"""
import torch

# First: what follows imports much, and a file may take only so long.
double = lambda x: torch.zeros(x.shape)
total = lambda x: torch.tensor(x.tolist()).sum()

torch.set_default_dtype(torch.float64)
torch.set_default_device("meta")
torch.set_num_threads(7)
torch.use_deterministic_algorithms(True)
torch.set_grad_enabled(False)
torch.set_printoptions(precision=0)
torch.set_flush_denormal(True)
