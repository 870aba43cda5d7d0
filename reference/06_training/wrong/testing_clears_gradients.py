"""`zero_grad` is called, though nobody trains here.

caught by: testing_changes_nothing
"""


@torch.no_grad()
def test_loop(dataloader, model, loss_fn):
    model.eval()
    model.zero_grad()
    total, right, count = 0.0, 0, 0
    for x, y in _batches(dataloader, model):
        logits = model(x)
        total += loss_fn(logits, y).item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        count += len(y)
    return right / count, total / count
