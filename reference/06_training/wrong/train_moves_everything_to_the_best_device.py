"""Model and batches go to the fastest device that there is.

caught by: training_batches_are_moved
"""


def train_loop(dataloader, model, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for x, y in dataloader:
        device = "cuda" if torch.cuda.is_available() else "cpu"
        model.to(device)
        x, y = x.to(device), y.to(device)
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
