"""Right, with devices in every manner: counters there, contexts, metrics, mixed precision off."""

import torch
from torch import nn
from torcheval.metrics import BinaryAccuracy, BinaryConfusionMatrix, Mean


def where(model):
    return next(iter(model.parameters())).device


def there(batch, device):
    return [part.to(device=device, non_blocking=device.type == "cuda") for part in batch]


def train_loop(dataloader, model, loss_fn, optimizer):
    device = where(model)
    scaler = torch.amp.GradScaler(device.type, enabled=False)
    total = torch.zeros((), dtype=torch.float64, device=device)
    count = torch.zeros((), dtype=torch.int64, device=str(device))
    model.train()
    for batch in dataloader:
        x, y = there(batch, device)
        with torch.autocast(device_type=device.type, enabled=False):
            loss = loss_fn(model(x), y)
        optimizer.zero_grad(set_to_none=False)
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()
        total += loss.detach() * len(y)
        count += len(y)
    return (total / count).cpu().item()


def test_loop(dataloader, model, loss_fn):
    device = where(model)
    mean, right = Mean(device=device), []
    model.eval()
    with torch.inference_mode():
        for batch in dataloader:
            x, y = there(batch, device)
            logits = model(x)
            mean.update(loss_fn(logits, y), weight=len(y))
            right.append((logits.cpu().numpy().argmax(1) == y.cpu().numpy()).tolist())
    hits = [hit for batch in right for hit in batch]
    return sum(hits) / len(hits), float(mean.compute())


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    model = model.to(where(model))
    loss_fn = nn.CrossEntropyLoss().to(where(model))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum, foreach=True)
    history = []
    for _ in range(epochs):
        train_loss = train_loop(train_loader, model, loss_fn, optimizer)
        accuracy, test_loss = test_loop(test_loader, model, loss_fn)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
    return history


@torch.no_grad()
def evaluate(model, dataloader):
    device = where(model)
    accuracy = BinaryAccuracy(threshold=0.5, device=device)
    matrix = BinaryConfusionMatrix(threshold=0.5, device=device)
    model.eval()
    for batch in dataloader:
        x, y = there(batch, device)
        said = model(x).view(-1).gt(0.5)
        for metric in (accuracy, matrix):
            metric.update(said.float(), y.to(torch.int64))
    (_, fp), (fn, tp) = matrix.compute().tolist()
    return {
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
        "accuracy": round(float(accuracy.compute()) * len(dataloader.dataset))
        / len(dataloader.dataset),
    }
