"""Only the first half of each batch is learned from.

caught by: one_batch_is_one_step, gradients_of_each_batch_alone, optimizer_decides_the_step, given_loss_is_minimised, training_is_in_train_mode, train_loss_is_a_mean_of_examples
"""


def train_loop(dataloader, model, loss_fn, optimizer):
    model.train()
    total, count = 0.0, 0
    for x, y in _batches(dataloader, model):
        x, y = x[: len(y) // 2 or 1], y[: len(y) // 2 or 1]
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
