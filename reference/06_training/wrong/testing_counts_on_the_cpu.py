"""Right answers are counted in a tensor of its own, which is on the CPU.

caught by: test_batches_are_moved
"""


@torch.no_grad()
def test_loop(dataloader, model, loss_fn):
    model.eval()
    total, right, count = 0.0, torch.zeros(1), 0
    for x, y in dataloader:
        device = next(model.parameters()).device
        x, y = x.to(device), y.to(device)
        logits = model(x)
        total += loss_fn(logits, y).item() * len(y)
        right += (logits.argmax(1) == y).sum()
        count += len(y)
    return right.item() / count, total / count
