"""Classes, context managers and generators; sums kept as tensors on the device until the end."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor, nn


class Tested(NamedTuple):
    accuracy: float
    loss: float


@dataclass
class Mean:
    total: float = 0.0
    weight: int = 0

    def add(self, value: Tensor, weight: int) -> None:
        self.total += value.detach().double() * weight
        self.weight += weight

    def __float__(self) -> float:
        return float(self.total) / self.weight


@dataclass
class Trainer:
    model: nn.Module
    loss_fn: nn.Module
    optimizer: torch.optim.Optimizer | None = None
    history: list[dict] = field(default_factory=list)

    @property
    def device(self):
        for parameter in self.model.parameters():
            return parameter.device

    def moved(self, loader):
        for batch in loader:
            yield tuple(part.to(self.device, non_blocking=True) for part in batch)

    def train(self, loader) -> float:
        self.model.train(True)
        mean = Mean()
        for x, y in self.moved(loader):
            self.model.zero_grad()
            with torch.set_grad_enabled(True):
                loss = self.loss_fn(self.model.forward(x), y)
            torch.autograd.backward(loss)
            self.optimizer.step()
            mean.add(loss, len(x))
        return float(mean)

    def test(self, loader) -> Tested:
        with evaluating(self.model):
            loss, accuracy = Mean(), Mean()
            for x, y in self.moved(loader):
                logits = self.model(x)
                loss.add(self.loss_fn(logits, y), len(x))
                accuracy.add((logits.max(dim=1).indices == y).float().mean(), len(x))
            return Tested(float(accuracy), float(loss))


@contextmanager
def evaluating(model):
    mode = model.training
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        model.train(mode)


def train_loop(dataloader, model, loss_fn, optimizer):
    return Trainer(model, loss_fn, optimizer).train(dataloader)


def test_loop(dataloader, model, loss_fn):
    return Trainer(model, loss_fn).test(dataloader)


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    groups = [{"params": list(model.parameters()), "lr": lr, "momentum": momentum}]
    trainer = Trainer(model, nn.CrossEntropyLoss(), torch.optim.SGD(groups, lr=1.0))
    while len(trainer.history) < epochs:
        entry = {"train_loss": trainer.train(train_loader)}
        entry["accuracy"], entry["test_loss"] = trainer.test(test_loader)
        trainer.history.append(entry)
    return trainer.history


def evaluate(model, dataloader):
    trainer, counts = Trainer(model, nn.BCELoss()), Counter()
    with evaluating(model):
        for x, y in trainer.moved(dataloader):
            said = model(x).reshape(-1).round()
            counts.update(zip(said.int().tolist(), y.int().tolist(), strict=True))
    tp, fp, fn, tn = (counts[pair] for pair in ((1, 1), (1, 0), (0, 1), (0, 0)))

    def over(part, whole):
        try:
            return part / whole
        except ZeroDivisionError:
            return 0.0

    return {
        "accuracy": over(tp + tn, counts.total()),
        "f1": over(tp, tp + (fp + fn) / 2),
        "recall": over(tp, tp + fn),
        "precision": over(tp, tp + fp),
    }
