"""Solution of assignment 6: training."""

import torch
from torch import nn
from torch.utils.data import DataLoader


def _batches(dataloader, model):
    """The batches of a loader, on the device of the model."""
    device = next(model.parameters()).device
    for x, y in dataloader:
        yield x.to(device), y.to(device)


def _train(dataloader, model, loss_fn, optimizer):
    """One epoch; the mean loss over examples, each as it was before its batch's step."""
    model.train()
    total, count = 0.0, 0
    for x, y in _batches(dataloader, model):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count


@torch.no_grad()
def _test(dataloader, model, loss_fn):
    """Accuracy and mean loss over examples, in eval mode."""
    model.eval()
    total, right, count = 0.0, 0, 0
    for x, y in _batches(dataloader, model):
        logits = model(x)  # (N, K)
        total += loss_fn(logits, y).item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        count += len(y)
    return right / count, total / count


def train_loop(
    dataloader: DataLoader, model: nn.Module, loss_fn: nn.Module, optimizer: torch.optim.Optimizer
) -> float:
    """One epoch of training; the mean loss over examples."""
    return _train(dataloader, model, loss_fn, optimizer)


def test_loop(dataloader: DataLoader, model: nn.Module, loss_fn: nn.Module) -> tuple[float, float]:
    """Accuracy in [0, 1] and mean loss over examples, without a trace."""
    return _test(dataloader, model, loss_fn)


def fit(
    model: nn.Module,
    train_loader: DataLoader,
    test_loader: DataLoader,
    epochs: int,
    lr: float,
    momentum: float,
) -> list[dict]:
    """Train with cross entropy and SGD; what each epoch's training and testing measured."""
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    for _ in range(epochs):
        train_loss = _train(train_loader, model, loss_fn, optimizer)
        accuracy, test_loss = _test(test_loader, model, loss_fn)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
    return history


def _ratio(part, whole):
    """part / whole, and 0 where both are 0."""
    return part / whole if whole else 0.0


@torch.no_grad()
def evaluate(model: nn.Module, dataloader: DataLoader) -> dict:
    """Precision, recall, F1 and accuracy of a binary classifier over a whole loader."""
    model.eval()
    tp = fp = fn = tn = 0
    for x, y in _batches(dataloader, model):
        said, true = model(x).squeeze(1) > 0.5, y == 1  # (N,)
        tp += (said & true).sum().item()
        fp += (said & ~true).sum().item()
        fn += (~said & true).sum().item()
        tn += (~said & ~true).sum().item()
    return {
        "precision": _ratio(tp, tp + fp),
        "recall": _ratio(tp, tp + fn),
        "f1": _ratio(2 * tp, 2 * tp + fp + fn),
        "accuracy": _ratio(tp + tn, tp + fp + fn + tn),
    }
