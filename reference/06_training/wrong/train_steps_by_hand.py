"""The step is p - lr * p.grad, whatever the optimizer is.

caught by: optimizer_decides_the_step
"""


def train_loop(dataloader, model, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for x, y in _batches(dataloader, model):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= optimizer.param_groups[0]["lr"] * p.grad
        total += loss.item() * len(y)
        count += len(y)
    return total / count
