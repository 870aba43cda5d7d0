"""The official tutorials' way: zero last, `len(dataloader.dataset)`, loops that call each other."""

import torch
from torch import nn

device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else "cpu"


def train_loop(dataloader, model, loss_fn, optimizer):
    size = len(dataloader.dataset)
    where = next(model.parameters()).device
    model.train()
    summed = 0.0
    for _batch, (X, y) in enumerate(dataloader):
        X, y = X.to(where), y.to(where)

        pred = model(X)
        loss = loss_fn(pred, y)

        loss.backward()
        optimizer.step()
        optimizer.zero_grad()

        summed += loss.item() * X.size(0)
    return summed / size


def test_loop(dataloader, model, loss_fn):
    where = next(model.parameters()).device
    model.eval()
    size = len(dataloader.dataset)
    test_loss, correct = 0, 0
    with torch.no_grad():
        for X, y in dataloader:
            X, y = X.to(where), y.to(where)
            pred = model(X)
            test_loss += loss_fn(pred, y).item() * X.size(0)
            correct += (pred.argmax(1) == y).type(torch.float).sum().item()
    test_loss /= size
    correct /= size
    return correct, test_loss


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    for t in range(epochs):
        train_loss = train_loop(train_loader, model, loss_fn, optimizer)
        accuracy, test_loss = test_loop(test_loader, model, loss_fn)
        history.append(
            {"epoch": t, "train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy}
        )
    return history


def evaluate(model, dataloader):
    where = next(model.parameters()).device
    model.eval()
    tp = fp = fn = correct = total = 0
    with torch.no_grad():
        for X, y in dataloader:
            pred = (model(X.to(where)).cpu() >= 0.5).float().flatten()
            y = y.cpu()
            tp += int(((pred == 1) & (y == 1)).sum())
            fp += int(((pred == 1) & (y == 0)).sum())
            fn += int(((pred == 0) & (y == 1)).sum())
            correct += int((pred == y).sum())
            total += y.numel()
    precision = tp / (tp + fp) if tp + fp > 0 else 0
    recall = tp / (tp + fn) if tp + fn > 0 else 0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0
    return {"precision": precision, "recall": recall, "f1": f1, "accuracy": correct / total}
