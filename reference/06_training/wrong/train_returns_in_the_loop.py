"""`return` stands inside the loop: the epoch ends with its first batch.

caught by: gradients_of_each_batch_alone, train_loss_is_a_mean_of_examples
"""


def train_loop(dataloader, model, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for x, y in _batches(dataloader, model):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
        return total / count
