"""The mode is set for the model and not for its layers.

caught by: training_is_in_train_mode
"""


def train_loop(dataloader, model, loss_fn, optimizer):
    model.training = True
    total, count = 0.0, 0
    for x, y in _batches(dataloader, model):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
