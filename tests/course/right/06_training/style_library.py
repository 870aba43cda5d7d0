"""Whole epochs at once: inference mode, concatenated predictions, scikit-learn's measures."""

from collections.abc import Iterable
from statistics import fmean

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.metrics import accuracy_score, precision_recall_fscore_support
from torch.optim import SGD


def _where(model: torch.nn.Module) -> torch.device:
    return next(iter(model.state_dict().values())).device


@torch.inference_mode()
def _outputs(model, dataloader: Iterable) -> tuple[torch.Tensor, torch.Tensor]:
    where = _where(model.eval())
    pairs = [(model(x.to(where)), y.to(where)) for x, y in dataloader]
    outputs, labels = zip(*pairs, strict=True)
    return torch.cat(outputs), torch.cat(labels)


def train_loop(dataloader, model, loss_fn, optimizer) -> float:
    where = _where(model.train())
    losses, sizes = [], []
    for inputs, labels in dataloader:
        optimizer.zero_grad(set_to_none=False)
        loss = loss_fn(input=model(inputs.to(where)), target=labels.to(where))
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().to(torch.float64))
        sizes.append(labels.shape[0])
    return float(np.average([loss.item() for loss in losses], weights=sizes))


def test_loop(dataloader, model, loss_fn):
    logits, labels = _outputs(model, dataloader)
    right = logits.argmax(dim=-1).eq(labels)
    return fmean(right.tolist()), float(loss_fn(logits, labels))


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    optimizer = SGD(model.parameters(), lr, momentum, foreach=False)
    history = [dict.fromkeys(("train_loss", "test_loss", "accuracy"), 0.0) for _ in range(epochs)]
    for entry in history:
        entry["train_loss"] = train_loop(train_loader, model, F.cross_entropy, optimizer)
        entry["accuracy"], entry["test_loss"] = test_loop(test_loader, model, F.cross_entropy)
    return history


def evaluate(model, dataloader):
    probabilities, labels = _outputs(model, dataloader)
    said, true = probabilities.squeeze(-1).gt(0.5).cpu().numpy(), labels.bool().cpu().numpy()
    precision, recall, f1, _ = precision_recall_fscore_support(
        true, said, average="binary", zero_division=0
    )
    accuracy = accuracy_score(true, said)
    return {"precision": precision, "recall": recall, "f1": f1, "accuracy": accuracy}
