"""`model.eval()` comes after the first batch.

caught by: testing_is_in_eval_mode, testing_changes_nothing
"""


@torch.no_grad()
def test_loop(dataloader, model, loss_fn):
    total, right, count = 0.0, 0, 0
    for x, y in _batches(dataloader, model):
        logits = model(x)
        total += loss_fn(logits, y).item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        model.eval()
        count += len(y)
    return right / count, total / count
