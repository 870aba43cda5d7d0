"""Iterators by hand, torcheval's measures, gradients by `autograd.grad`, SGD step by step."""

import math

import torch
from torch import nn
from torcheval.metrics.functional import binary_confusion_matrix, multiclass_accuracy


def device_of(model):
    return [p.device for p in model.parameters()][0]


def train_loop(dataloader, model, loss_fn, optimizer):
    device = device_of(model)
    parameters = [p for p in model.parameters() if p.requires_grad]
    batches = iter(dataloader)
    weighted = []
    examples = 0
    while True:
        try:
            x, y = next(batches)
        except StopIteration:
            break
        for module in model.modules():
            module.training = True
        loss = loss_fn(model(x.to(device)), y.to(device))
        for p, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            p.grad = gradient
        optimizer.step()
        weighted.append(loss.item() * len(x))
        examples += len(x)
    return math.fsum(weighted) / examples


def test_loop(dataloader, model, loss_fn):
    model.train(False)
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    logits, labels, losses = [], [], []
    for x, y in dataloader:
        logits.append(model(x.to(device_of(model))))
        labels.append(y.to(device_of(model)))
        losses.append(loss_fn(logits[-1], labels[-1]).item() * len(y))
    torch.set_grad_enabled(before)
    accuracy = multiclass_accuracy(torch.vstack(logits), torch.hstack(labels))
    return accuracy.item(), math.fsum(losses) / sum(map(len, labels))


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    velocity = {}
    history = []
    for _ in range(epochs):
        model.train()
        total = count = 0
        for x, y in train_loader:
            x, y = x.to(device_of(model)), y.to(device_of(model))
            loss = -nn.functional.log_softmax(model(x), dim=1)[torch.arange(len(y)), y].mean()
            model.zero_grad()
            loss.backward()
            with torch.no_grad():
                for p in model.parameters():
                    velocity[p] = momentum * velocity.get(p, 0) + p.grad
                    p.sub_(lr * velocity[p])
            total, count = total + loss.item() * len(y), count + len(y)
        accuracy, test_loss = test_loop(test_loader, model, nn.CrossEntropyLoss())
        history += [dict(train_loss=total / count, test_loss=test_loss, accuracy=accuracy)]
    return history


@torch.no_grad()
def evaluate(model, dataloader):
    model.eval()
    outputs = [(model(x.to(device_of(model))).cpu(), y.cpu()) for x, y in dataloader]
    scores = torch.cat([o for o, _ in outputs]).view(-1)
    labels = torch.cat([y for _, y in outputs])
    matrix = binary_confusion_matrix(scores, labels.long(), threshold=0.5)
    tn, fp, fn, tp = matrix.flatten().tolist()
    nothing = 1e-12
    return {
        "precision": tp / max(tp + fp, nothing),
        "recall": tp / max(tp + fn, nothing),
        "f1": 2 * tp / max(2 * tp + fp + fn, nothing),
        "accuracy": (tp + tn) / (tp + tn + fp + fn),
    }
