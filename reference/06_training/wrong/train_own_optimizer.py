"""A new SGD takes the steps instead of the optimizer that was handed in.

caught by: optimizer_decides_the_step
"""


def train_loop(dataloader, model, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for x, y in _batches(dataloader, model):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        torch.optim.SGD(model.parameters(), lr=optimizer.param_groups[0]["lr"]).step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
