"""The loss is added up in a tensor of its own, which is on the CPU.

caught by: training_batches_are_moved
"""


def train_loop(dataloader, model, loss_fn, optimizer):
    model.train()
    total, count = torch.zeros(1), 0
    for x, y in dataloader:
        device = next(model.parameters()).device
        x, y = x.to(device), y.to(device)
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.detach() * len(y)
        count += len(y)
    return total.item() / count
