# %% [markdown]
# # Assignment 3 · Automatic differentiation
#
# Six functions to learn what autograd notes down, how to get gradients without leaving a trace, and
# how to decide what is tracked and what is not. Each exercise is explained in `handout.en.md`, with
# a worked example and the most common mistake.
#
# Replace each `raise NotImplementedError(...)` by your code and leave names and parameters as they
# are. You may add functions and imports. Each function is graded by itself: if you leave one out,
# the others count all the same.

# %%
import torch

# %% [markdown]
# ## The graph


# %%
def graph(
    a: torch.Tensor, b: torch.Tensor, c: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The three steps d = 2b, e = a + d and L = c·e, attached to the graph of a, b and c.

    >>> a, b, c = (torch.tensor(number, requires_grad=True) for number in (1.0, 2.0, 3.0))
    >>> d, e, L = graph(a, b, c)
    >>> d.item(), e.item(), L.item()
    (4.0, 5.0, 15.0)
    >>> L.backward()
    >>> a.grad
    tensor(3.)
    """
    raise NotImplementedError("Exercise 3.1")


# %%
def graph_gradients(a: float, b: float, c: float) -> tuple[float, float, float]:
    """The derivatives dL/da, dL/db and dL/dc of the graph above, by autograd, as floats.

    >>> graph_gradients(1.0, 2.0, 3.0)
    (3.0, 6.0, 5.0)
    """
    raise NotImplementedError("Exercise 3.2")


# %% [markdown]
# ## Gradients of a loss


# %%
def bce_gradients(
    x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """The gradients, by w and by b, of the binary cross entropy with logits.

    The loss is the mean cross entropy of x @ w + b against y, which has the same shape. w and b
    require grad, and their `.grad` is left as it was; a second call gives the same as the first.

    >>> x, y = torch.tensor([[1.0], [3.0]]), torch.tensor([1.0, 0.0])
    >>> w, b = torch.zeros(1, requires_grad=True), torch.zeros((), requires_grad=True)
    >>> bce_gradients(x, y, w, b)
    (tensor([0.5000]), tensor(0.))
    >>> w.grad is None
    True
    """
    raise NotImplementedError("Exercise 3.3")


# %% [markdown]
# ## What is tracked and what is not


# %%
def track_(x: torch.Tensor) -> torch.Tensor:
    """Turns gradient tracking on for x itself, and returns it.

    >>> x = torch.ones(2)
    >>> track_(x) is x
    True
    >>> x
    tensor([1., 1.], requires_grad=True)
    """
    raise NotImplementedError("Exercise 3.4")


# %%
def predict(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """x @ w + b, untracked, though w and b require grad.

    >>> w, b = torch.ones(2, requires_grad=True), torch.ones((), requires_grad=True)
    >>> predict(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), w, b)
    tensor([4., 8.])
    """
    raise NotImplementedError("Exercise 3.5")


# %% [markdown]
# ## Gradients that accumulate


# %%
def accumulated_gradient(w: torch.Tensor, inputs: torch.Tensor) -> torch.Tensor:
    """The gradient that w holds after one `backward` for each row, never zeroed in between.

    The loss of a row is (w · row)². The rows are those of inputs, (N, D); w is (D,) and requires
    grad. It starts from none: what w held in `.grad` before does not count.

    >>> w = torch.tensor([1.0, 1.0], requires_grad=True)
    >>> accumulated_gradient(w, torch.tensor([[1.0, 0.0], [1.0, 2.0]]))
    tensor([ 8., 12.])
    """
    raise NotImplementedError("Exercise 3.6")
