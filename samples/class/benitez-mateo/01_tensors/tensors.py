# %% [markdown]
# # Assignment 1 · Tensors
#
# Twelve short functions to learn how to make tensors, to read their shape, dtype and device, and to
# compute with them without surprises. Each exercise is explained in `handout.en.md`, with a worked
# example and the most common mistake.
#
# Replace each `raise NotImplementedError(...)` by your code and leave names and parameters as they
# are. You may add functions and imports. Each function is graded by itself: if you leave one out,
# the others count all the same.

# %%
import numpy as np
import torch

# %% [markdown]
# ## Making tensors


# %%
def zeros(rows: int, cols: int) -> torch.Tensor:
    """Zeros of dtype float32, of shape (rows, cols)."""
    return torch.zeros((rows, cols))  # float32 is the default


# %%
def ones_int16(rows: int, cols: int) -> torch.Tensor:
    """Ones of dtype int16, of shape (rows, cols)."""
    return torch.full((rows, cols), 1, dtype=torch.int16)


# %%
def from_data(data: list) -> torch.Tensor:
    """A tensor with the values of a nested list, and the dtype that PyTorch infers."""
    return torch.tensor(data)


# %%
def from_numpy(array: np.ndarray) -> torch.Tensor:
    """A tensor that shares the memory of `array` and keeps its dtype."""
    return torch.as_tensor(array)  # no copy here, unlike torch.tensor(array)


# %%
def ones_and_rand_like(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Two tensors with the shape and the device of x: ones, and random numbers.

    The ones have the dtype of x too. The random numbers are always float32, uniform in [0, 1),
    whatever the dtype of x.
    """
    ones = torch.ones(x.shape, dtype=x.dtype, device=x.device)
    noise = torch.rand(x.shape, dtype=torch.float32, device=x.device)
    return ones, noise


# %%
def repeatable_pair(
    seed: int, rows: int, cols: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Set the seed, draw r1, draw r2, set the seed again and draw r3.

    All three are uniform in [0, 1) and of shape (rows, cols). r1 is what
    `torch.manual_seed(seed)` and then `torch.rand` give; r2 is the next of the sequence; r3
    equals r1.
    """
    # A generator of my own: the global one is left alone, and the draws are the same.
    generator = torch.Generator().manual_seed(seed)
    r1 = torch.rand((rows, cols), generator=generator)
    r2 = torch.rand((rows, cols), generator=generator)
    generator.manual_seed(seed)
    r3 = torch.rand((rows, cols), generator=generator)
    return r1, r2, r3


# %% [markdown]
# ## Reading a tensor, and random numbers in another interval


# %%
def describe(x: torch.Tensor) -> dict:
    """The particulars of x: "shape" (tuple of int), "dtype" (torch.dtype) and "device" (str)."""
    return {"shape": tuple(x.size()), "dtype": x.dtype, "device": f"{x.device}"}


# %%
def uniform_in(low: float, high: float, shape: tuple[int, ...]) -> torch.Tensor:
    """Random float32 numbers, uniform in [low, high), of the shape asked for."""
    return torch.empty(shape).uniform_(low, high)


# %% [markdown]
# ## Computing with tensors


# %%
def add_same_shape(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """The sum of a and b, element by element, only if they have the same shape.

    Raises ValueError if the shapes differ, even where PyTorch could broadcast them.
    """
    if a.size() != b.size():
        raise ValueError(f"cannot add {tuple(a.size())} and {tuple(b.size())}")
    return a + b


# %%
def matrix_facts(r: torch.Tensor) -> dict:
    """Facts about a square matrix of floats between -1 and 1. All values are tensors.

    Keys: "abs" and "asin" (of each element), "det", "singular_values" (from largest to smallest),
    "std" (of the sample, as torch.std gives it), "mean" and "max" (of all elements)."""
    _, singular_values, _ = torch.linalg.svd(r)
    facts = {"det": torch.linalg.det(r), "singular_values": singular_values}
    for name in ("abs", "asin", "std", "mean", "max"):
        facts[name] = getattr(torch, name)(r)
    return facts


# %% [markdown]
# ## Devices


# %%
def best_device() -> str:
    """The best device that is there: "cuda", else "mps", else "cpu".

    `torch.cuda.is_available` and `torch.backends.mps.is_available` decide.
    """
    candidates = {"cuda": torch.cuda, "mps": torch.backends.mps}
    for name, backend in candidates.items():
        if backend.is_available():
            return name
    return "cpu"


# %%
def to_device(x: torch.Tensor, device: str) -> torch.Tensor:
    """The tensor x on the device that is named."""
    return x.to(torch.device(device))
