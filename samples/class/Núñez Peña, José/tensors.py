"""As short as it goes: lambdas, library functions by another name, a parameter for a tensor."""

import torch
from torch.distributions import Uniform

zeros = lambda rows, cols: torch.nn.Parameter(torch.zeros(rows, cols))  # noqa: E731
ones_int16 = lambda rows, cols: torch.ones(size=(rows, cols)).short()  # noqa: E731
from_data = torch.tensor
from_numpy = torch.from_numpy
uniform_in = lambda low, high, shape: Uniform(float(low), float(high)).sample(shape)  # noqa: E731
to_device = torch.Tensor.to


def ones_and_rand_like(x):
    return torch.ones_like(x), torch.empty_like(x, dtype=torch.float).uniform_()


def repeatable_pair(seed, rows, cols):
    def draw(again):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return [torch.rand(rows, cols) for _ in range(again)]

    return *draw(2), *draw(1)


def describe(x):
    return {"shape": x.shape, "dtype": x.dtype, "device": str(x.device)}


def add_same_shape(a, b):
    if a.shape == b.shape:
        return a.clone().add_(b)
    raise ValueError(f"{a.shape} is not {b.shape}")


def matrix_facts(r):
    eigenvalues = torch.linalg.eigvalsh(r.mT @ r)
    return {
        **{name: getattr(r, name)() for name in ("abs", "asin", "det", "std", "mean", "max")},
        "singular_values": eigenvalues.flip(0).clamp(min=0).sqrt(),
    }


def best_device():
    found = [torch.cuda.is_available(), torch.backends.mps.is_available(), True]
    return ["cuda", "mps", "cpu"][found.index(True)]
