# %% [markdown]
# # Assignment 7 · Opinions about films
#
# The lecture's classifier from end to end: texts that are counted, counts that are reduced, a
# network that learns from them, and the measures of what was learned. Each exercise is explained in
# `handout.en.md`, with a worked example and the most common mistake.
#
# Replace each `raise NotImplementedError(...)` by your code and leave names and parameters as they
# are. You may add functions and imports. Each name is graded by itself: if you leave one out, the
# others count all the same.

# %%
import torch
from torch import nn

# %% [markdown]
# ## From texts to numbers


# %%
class Features:
    """Words and pairs of words, counted and reduced by a truncated SVD.

    >>> texts = ["a great film", "a great plot", "a dull film"]
    >>> features = Features(n_components=2).fit(texts)
    >>> features.transform(["a great plot", "unheard of"]).shape
    torch.Size([2, 2])
    """

    def __init__(self, n_components: int = 500, n_iter: int = 10, seed: int = 432):
        raise NotImplementedError("Exercise 7.1")

    def fit(self, texts: list[str]) -> "Features":
        """Learns the words of the texts and the directions they differ in; returns self."""
        raise NotImplementedError("Exercise 7.1")

    def transform(self, texts: list[str]) -> torch.Tensor:
        """The texts as float32 (N, n_components); raises where fit has not been called yet."""
        raise NotImplementedError("Exercise 7.1")


# %% [markdown]
# ## The network


# %%
class Net(nn.Module):
    """fc1, ReLU, fc2 and sigmoid: from numbers to a probability.

    >>> model = Net(n_features=4, n_hidden=3)
    >>> model(torch.zeros(2, 4)).shape
    torch.Size([2, 1])
    """

    def __init__(self, n_features: int = 500, n_hidden: int = 200):
        super().__init__()
        raise NotImplementedError("Exercise 7.2")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, n_features) to (N, 1), in (0, 1)."""
        raise NotImplementedError("Exercise 7.2")


# %% [markdown]
# ## Training and measuring


# %%
def train(
    x: torch.Tensor,
    y: torch.Tensor,
    epochs: int = 20,
    batch_size: int = 16,
    lr: float = 0.001,
    momentum: float = 0.9,
    seed: int = 0,
) -> Net:
    """A new network, trained on x (N, n_features) and y (N,), float32, where they lie.

    Binary cross entropy, the mean of each batch, and SGD. The same seed gives the same weights.

    >>> x, y = torch.tensor([[1.0], [-1.0]] * 8), torch.tensor([1.0, 0.0] * 8)
    >>> model = train(x, y, epochs=50, batch_size=5, lr=0.1)
    >>> (model(x).squeeze(1) > 0.5).tolist() == (y > 0.5).tolist()
    True
    >>> torch.equal(model.fc1.weight, train(x, y, epochs=50, batch_size=5, lr=0.1).fc1.weight)
    True
    """
    raise NotImplementedError("Exercise 7.3")


# %%
def evaluate(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> dict:
    """`precision`, `recall`, `f1` and `accuracy`, as floats, of what model says of x.

    It gives probabilities (N, 1); y is 0.0 or 1.0, of shape (N,). What is above 0.5 is positive.

    >>> model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Sigmoid())
    >>> _ = nn.init.ones_(model[0].weight)
    >>> x, y = torch.tensor([[2.0], [1.0], [-1.0]]), torch.tensor([1.0, 0.0, 1.0])
    >>> made = evaluate(model, x, y)
    >>> [round(made[key], 2) for key in ("precision", "recall", "f1", "accuracy")]
    [0.5, 0.5, 0.5, 0.33]
    """
    raise NotImplementedError("Exercise 7.4")


# %% [markdown]
# ## The whole classifier


# %%
class SentimentClassifier:
    """From texts to the probability that they are positive.

    >>> texts = [f"{how} film {n}" for n in range(100, 400) for how in ("a great", "such a dull")]
    >>> model = SentimentClassifier().fit(texts, [1, 0] * 300)
    >>> [p > 0.5 for p in model.predict_proba(["a great film", "a dull film"]).tolist()]
    [True, False]
    """

    def __init__(self):
        raise NotImplementedError("Exercise 7.5")

    def fit(self, texts: list[str], labels: list[int]) -> "SentimentClassifier":
        """Learns from texts and their labels, 1 where positive; returns self."""
        raise NotImplementedError("Exercise 7.5")

    def predict_proba(self, texts: list[str]) -> torch.Tensor:
        """The probabilities, float32 (N,)."""
        raise NotImplementedError("Exercise 7.5")
