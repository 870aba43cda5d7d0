"""NumPy wherever it helps, tensors built by hand, everything seeded to be repeatable."""

from collections import OrderedDict

import numpy as np
import torch as th

RNG = np.random.default_rng(7)


def zeros(rows, cols):
    return th.from_numpy(np.zeros((rows, cols), dtype=np.float32))


def ones_int16(rows, cols):
    return th.from_numpy(np.ones((rows, cols), dtype="int16"))


def from_data(data):
    return th.as_tensor(data)


def from_numpy(array):
    return th.asarray(array, copy=False)


def ones_and_rand_like(x):
    drawn = RNG.random(tuple(x.shape), dtype=np.float32)
    ones = th.zeros_like(x) + th.ones((), dtype=x.dtype, device=x.device)
    return ones.to(x.dtype), th.as_tensor(drawn).to(x.device)


def repeatable_pair(seed, rows, cols):
    th.manual_seed(seed)
    both = th.rand(2, rows, cols)
    th.random.manual_seed(seed)
    return both[0], both[1], th.rand(rows * cols).view(rows, cols)


def describe(x):
    return OrderedDict(shape=tuple(map(int, x.shape)), dtype=x.dtype, device=x.device.type)


def uniform_in(low, high, shape):
    return th.from_numpy(RNG.uniform(low, high, size=shape).astype(np.float32))


def add_same_shape(a, b):
    if list(a.shape) == list(b.shape):
        return th.stack([a, b]).sum(dim=0)
    raise ValueError(a.shape, b.shape)


def matrix_facts(r):
    n = r.numel()
    mean = r.sum() / n
    sign, log = th.linalg.slogdet(r)
    facts = OrderedDict()
    facts["abs"] = th.where(r < 0, -r, r)
    facts["asin"] = th.from_numpy(np.arcsin(r.cpu().numpy())).to(r.device)
    facts["det"] = sign * log.exp()
    facts["singular_values"] = th.svd(r).S
    facts["std"] = ((r - mean) ** 2).sum().div(n - 1).sqrt()
    facts["mean"] = mean
    facts["max"] = r.flatten().sort().values[-1]
    facts["norm"] = th.linalg.norm(r)
    return facts


def best_device():
    if th.cuda.is_available():
        return "cuda"
    return "mps" if th.backends.mps.is_available() else "cpu"


def to_device(x, device):
    return x.clone().to(th.device(device))
