"""Words counted with a regular expression, an exact SVD of the Gram matrix, SGD step by step."""

import re
from collections import Counter

import numpy as np
import torch
from scipy import sparse
from torch import nn

WORD = re.compile(r"\b\w\w+\b")


def ngrams(text):
    words = WORD.findall(text.lower())
    return words + [f"{a} {b}" for a, b in zip(words, words[1:], strict=False)]


class Features:
    def __init__(self, n_components=500, n_iter=10, seed=432):
        self.n_components = n_components  # an exact SVD needs neither iterations nor a seed
        self.vocabulary = None

    def _counts(self, texts):
        rows, columns, values = [], [], []
        for row, text in enumerate(texts):
            for ngram, count in Counter(ngrams(text)).items():
                if ngram in self.vocabulary:
                    rows.append(row)
                    columns.append(self.vocabulary[ngram])
                    values.append(float(count))
        return sparse.csr_matrix((values, (rows, columns)), (len(texts), len(self.vocabulary)))

    def fit(self, texts):
        known = sorted({ngram for text in texts for ngram in ngrams(text)})
        self.vocabulary = {ngram: number for number, ngram in enumerate(known)}
        counts = self._counts(texts)
        squares, left = np.linalg.eigh((counts @ counts.T).toarray())
        largest = np.argsort(squares)[::-1][: self.n_components]
        largest = largest[squares[largest] > 1e-9]
        self.axes = counts.T @ (left[:, largest] / np.sqrt(squares[largest]))
        return self

    def transform(self, texts):
        if self.vocabulary is None:
            raise ValueError("fit first")
        return torch.tensor(self._counts(texts) @ self.axes, dtype=torch.float32)


class Net(nn.Module):
    def __init__(self, n_features=500, n_hidden=200):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(n_features, n_hidden), nn.Linear(n_hidden, 1)

    def forward(self, x):
        return self.fc2(self.fc1(x).clamp(min=0)).sigmoid()


def train(x, y, epochs=20, batch_size=16, lr=0.001, momentum=0.9, seed=0):
    generator = torch.Generator().manual_seed(seed)
    model = Net(x.size(1))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.uniform_(-0.05, 0.05, generator=generator)
    model.to(x.device)
    weights = list(model.parameters())
    velocities = [torch.zeros_like(weight) for weight in weights]
    for _ in range(epochs):
        order = torch.randperm(len(x), generator=generator).to(x.device)
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            p, t = model(x[rows])[:, 0].clamp(1e-6, 1 - 1e-6), y[rows]
            loss = -(t * p.log() + (1 - t) * (1 - p).log()).mean()
            gradients = torch.autograd.grad(loss, weights)
            with torch.no_grad():
                for weight, velocity, gradient in zip(weights, velocities, gradients, strict=True):
                    velocity.mul_(momentum).add_(gradient)
                    weight.sub_(lr * velocity)
    return model


def evaluate(model, x, y):
    with torch.inference_mode():
        said = (model(x)[:, 0] > 0.5).cpu()
    true = y.cpu() == 1
    right = int((said & true).sum())
    found, there = int(said.sum()), int(true.sum())
    precision = right / found if found else 0.0
    recall = right / there if there else 0.0
    f1 = 2 * right / (found + there) if found + there else 0.0
    return dict(
        precision=precision,
        recall=recall,
        f1=f1,
        accuracy=float((said == true).float().mean()),
        count=len(y),
    )


class SentimentClassifier:
    def fit(self, texts, labels):
        self.features = Features(200).fit(texts)
        x = self.features.transform(texts)
        self.scale = 4 * x.std()
        self.model = train(x / self.scale, torch.tensor(labels, dtype=torch.float), lr=0.01)
        return self

    def predict_proba(self, texts):
        with torch.inference_mode():
            made = self.model(self.features.transform(texts) / self.scale)[:, 0]
        return made.clone()
