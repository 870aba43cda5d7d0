"""A scikit-learn pipeline, functional losses, scikit-learn's measures, everything in classes."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import accuracy_score, precision_recall_fscore_support
from sklearn.pipeline import make_pipeline
from torch import Tensor, nn, optim
from torch.utils.data import BatchSampler, RandomSampler


class Features:
    def __init__(self, n_components: int = 500, n_iter: int = 10, seed: int = 432) -> None:
        self._steps = make_pipeline(
            CountVectorizer(ngram_range=(1, 2)),
            TruncatedSVD(n_components, n_iter=n_iter, n_oversamples=20, random_state=seed),
        )
        self._fitted = False

    def fit(self, texts: list[str]) -> Features:
        self._steps.fit(texts)
        self._fitted = True
        return self

    def transform(self, texts: list[str]) -> Tensor:
        if not self._fitted:
            raise NotFittedError("Features.fit has not been called")
        return torch.as_tensor(self._steps.transform(texts)).to(torch.float32)


class Net(nn.Module):
    def __init__(self, n_features: int = 500, n_hidden: int = 200) -> None:
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1)

    def forward(self, x: Tensor) -> Tensor:
        return F.sigmoid(self.fc2(F.relu(self.fc1(x))))


class Trainer:
    def __init__(self, model: Net, lr: float, momentum: float) -> None:
        self.model = model
        self.optimizer = optim.SGD(model.parameters(), lr, momentum)

    def step(self, x: Tensor, y: Tensor) -> float:
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.binary_cross_entropy(self.model(x).flatten(), y)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def train(x, y, epochs=20, batch_size=16, lr=0.001, momentum=0.9, seed=0):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = Net(n_features=x.shape[-1])
        model = model.to(x.device)
        trainer = Trainer(model, lr, momentum)
        sampler = BatchSampler(RandomSampler(range(len(x))), batch_size, drop_last=False)
        for _ in range(epochs):
            for rows in sampler:
                trainer.step(x[rows], y[rows])
    return model.eval()


def evaluate(model: nn.Module, x: Tensor, y: Tensor) -> dict[str, float]:
    with torch.no_grad():
        said = model(x).flatten().gt(0.5).int().tolist()
    true = y.int().tolist()
    precision, recall, f1, _ = precision_recall_fscore_support(
        true, said, average="binary", zero_division=0.0
    )
    found = {"precision": precision, "recall": recall, "f1": f1}
    return {k: float(v) for k, v in found.items()} | {"accuracy": accuracy_score(true, said)}


class SentimentClassifier:
    def __init__(self) -> None:
        self.features = Features(n_components=64, n_iter=5, seed=1)
        self.model: Net | None = None

    def fit(self, texts: list[str], labels: list[int]) -> SentimentClassifier:
        x = self.features.fit(texts).transform(texts)
        self.model = train(x, torch.tensor(labels).float(), epochs=30, lr=0.002)
        return self

    @torch.no_grad()
    def predict_proba(self, texts: list[str]) -> Tensor:
        assert self.model is not None
        return self.model(self.features.transform(texts)).flatten()
