"""Gradients of all batches add up, and one step is taken at the end.

caught by: gradients_of_each_batch_alone
"""


def train_loop(dataloader, model, loss_fn, optimizer):
    model.train()
    optimizer.zero_grad()
    total, count = 0.0, 0
    for x, y in _batches(dataloader, model):
        loss = loss_fn(model(x), y)
        loss.backward()
        total += loss.item() * len(y)
        count += len(y)
    optimizer.step()
    return total / count
