"""`backward` is called: gradients are left behind.

caught by: testing_changes_nothing, testing_is_untracked
"""


def test_loop(dataloader, model, loss_fn):
    model.eval()
    total, right, count = 0.0, 0, 0
    for x, y in _batches(dataloader, model):
        logits = model(x)
        loss = loss_fn(logits, y)
        loss.backward()
        total += loss.item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        count += len(y)
    return right / count, total / count
