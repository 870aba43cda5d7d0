# %% [markdown]
# # Assignment 2 · In-place operators
#
# Six functions that change a tensor in its own memory, or that take care not to. Each exercise is
# explained in `handout.en.md`, with a worked example and the most common mistake.
#
# Replace each `raise NotImplementedError(...)` by your code and leave names and parameters as they
# are. You may add functions and imports. Each function is graded by itself: if you leave one out,
# the others count all the same.

# %%
import torch

# %% [markdown]
# ## Changing a tensor without making another


# %%
def add_five_(x: torch.Tensor) -> torch.Tensor:
    """Adds 5 to every element of x, in place, and returns x itself.

    >>> x = torch.tensor([1, 2])
    >>> y = add_five_(x)
    >>> x
    tensor([6, 7])
    >>> y is x
    True
    """
    raise NotImplementedError("Exercise 2.1")


# %%
def transpose_(x: torch.Tensor) -> torch.Tensor:
    """Transposes the matrix x in place, in the memory that it already takes; returns x itself.

    >>> x = torch.tensor([[1, 2, 3], [4, 5, 6]])
    >>> y = transpose_(x)
    >>> x
    tensor([[1, 4],
            [2, 5],
            [3, 6]])
    >>> y is x
    True
    """
    raise NotImplementedError("Exercise 2.2")


# %%
def scale_rows_(x: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    """Multiplies row i of x, (N, M), by factors[i], (N,), in place; returns x itself.

    No copy of x's size is made on the way.

    >>> x = torch.ones(2, 3)
    >>> scale_rows_(x, torch.tensor([10.0, 20.0]))
    tensor([[10., 10., 10.],
            [20., 20., 20.]])
    """
    raise NotImplementedError("Exercise 2.3")


# %%
def replace_negatives_(x: torch.Tensor, value: float) -> torch.Tensor:
    """Replaces the negative elements of x by `value`, in place, and returns x itself.

    If x is a slice of another tensor, the other tensor changes too.

    >>> whole = torch.tensor([-1.0, -2.0, 3.0])
    >>> replace_negatives_(whole[1:], 0.5)
    tensor([0.5000, 3.0000])
    >>> whole
    tensor([-1.0000,  0.5000,  3.0000])
    """
    raise NotImplementedError("Exercise 2.4")


# %% [markdown]
# ## Not changing a tensor


# %%
def clamp_copy(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    """A new tensor with the values of x clamped to the interval [low, high].

    x stays as it was and shares no memory with the result.

    >>> x = torch.tensor([-3.0, 0.5, 3.0])
    >>> clamp_copy(x, -1.0, 1.0)
    tensor([-1.0000,  0.5000,  1.0000])
    >>> x
    tensor([-3.0000,  0.5000,  3.0000])
    """
    raise NotImplementedError("Exercise 2.5")


# %% [markdown]
# ## A training step


# %%
def sgd_step_(params: list[torch.Tensor], lr: float) -> None:
    """A step of gradient descent: each p becomes p - lr * p.grad, in place.

    The parameters are leaf tensors that require grad, and remain so, in the same memory. Those
    without a gradient stay as they are. At the end every gradient is None or zero.

    >>> p = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> p.grad = torch.tensor([10.0, 20.0])
    >>> sgd_step_([p], lr=0.5)
    >>> p
    tensor([-4., -8.], requires_grad=True)
    """
    raise NotImplementedError("Exercise 2.6")
