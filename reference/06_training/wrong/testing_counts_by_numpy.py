"""Right answers are counted by NumPy, which only reads tensors on the CPU.

caught by: test_batches_are_moved
"""


@torch.no_grad()
def test_loop(dataloader, model, loss_fn):
    model.eval()
    total, right, count = 0.0, 0, 0
    for x, y in dataloader:
        device = next(model.parameters()).device
        x, y = x.to(device), y.to(device)
        logits = model(x)
        total += loss_fn(logits, y).item() * len(y)
        right += int((logits.numpy().argmax(1) == y.numpy()).sum())
        count += len(y)
    return right / count, total / count
