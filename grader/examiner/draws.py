"""Inputs that a check draws: from the run's seed and the check's id, and from nothing else.

So a check's inputs depend neither on the checks before it nor on the submission, all students of
a run get the same ones, and a run with the same seed gets them again on any machine.
"""

from __future__ import annotations

import hashlib
import random

import torch


def seed_of(seed: int, name: str) -> int:
    """The seed of one check: 63 bits of SHA-256 of the run's seed and the check's name."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


class Draws:
    """Random inputs on the CPU: mt19937 of `torch.Generator`, the same on every machine."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.generator = torch.Generator().manual_seed(seed)
        self.random = random.Random(seed)

    def randn(self, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """Standard normal values of this shape."""
        return torch.randn(shape, generator=self.generator, dtype=dtype)

    def rand(self, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """Uniform values in [0, 1) of this shape."""
        return torch.rand(shape, generator=self.generator, dtype=dtype)

    def randint(
        self, low: int, high: int, shape: tuple[int, ...], dtype: torch.dtype = torch.int64
    ) -> torch.Tensor:
        """Integers in [low, high) of this shape."""
        return torch.randint(low, high, shape, generator=self.generator, dtype=dtype)
