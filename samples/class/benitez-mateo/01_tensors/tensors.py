"""Named tuples, generators of its own, inference mode, names imported one by one."""

from typing import NamedTuple

import numpy as np
import torch
from torch import Generator, Tensor, inference_mode, tensor
from torch.backends.mps import is_available as mps_is_available
from torch.cuda import is_available as cuda_is_available


class Pair(NamedTuple):
    ones: Tensor
    rand: Tensor


class Triple(NamedTuple):
    r1: Tensor
    r2: Tensor
    r3: Tensor


@inference_mode()
def zeros(rows: int, cols: int) -> Tensor:
    return torch.full((rows, cols), 0.0)


@inference_mode()
def ones_int16(rows: int, cols: int) -> Tensor:
    return torch.full((rows, cols), 1, dtype=torch.int16)


def from_data(data: list) -> Tensor:
    return tensor(data)


def from_numpy(array: np.ndarray) -> Tensor:
    return torch.as_tensor(array)


def ones_and_rand_like(x: Tensor) -> Pair:
    generator = Generator(x.device)
    generator.seed()
    rand = torch.rand(x.shape, generator=generator, device=x.device, dtype=torch.float32)
    return Pair(torch.ones(x.shape, dtype=x.dtype, device=x.device), rand)


def repeatable_pair(seed: int, rows: int, cols: int) -> Triple:
    generator = Generator()
    generator.manual_seed(seed)
    r1 = torch.rand((rows, cols), generator=generator)
    r2 = torch.rand((rows, cols), generator=generator)
    generator.manual_seed(seed)
    return Triple(r1, r2, torch.rand((rows, cols), generator=generator))


def describe(x: Tensor) -> dict:
    return {"device": f"{x.device}", "shape": x.size(), "dtype": x.dtype}


def uniform_in(low: float, high: float, shape: tuple[int, ...]) -> Tensor:
    return torch.empty(shape).uniform_(low, high)


def add_same_shape(a: Tensor, b: Tensor) -> Tensor:
    class ShapesDiffer(ValueError):
        pass

    if a.size() != b.size():
        raise ShapesDiffer
    with inference_mode():
        return torch.add(a, b)


@inference_mode()
def matrix_facts(r: Tensor) -> dict:
    _, s, _ = torch.linalg.svd(r)
    return {
        "max": torch.amax(r),
        "mean": torch.mean(r),
        "std": torch.var(r).sqrt(),
        "singular_values": s,
        "det": torch.det(r),
        "asin": torch.arcsin(r),
        "abs": torch.absolute(r),
    }


def best_device() -> str:
    for name, there in (("cuda", cuda_is_available), ("mps", mps_is_available)):
        if there():
            return name
    return "cpu"


def to_device(x: Tensor, device: str) -> Tensor:
    return torch.empty_like(x, device=torch.device(device)).copy_(x)
