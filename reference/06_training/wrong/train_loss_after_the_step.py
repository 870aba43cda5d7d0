"""Each batch's loss is measured again after its step.

caught by: training_is_in_train_mode, train_loss_is_a_mean_of_examples
"""


def train_loop(dataloader, model, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for x, y in _batches(dataloader, model):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss_fn(model(x), y).item() * len(y)
        count += len(y)
    return total / count
