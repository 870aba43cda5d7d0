"""Batches go to the fastest device that there is, wherever the model is.

caught by: test_batches_are_moved
"""


@torch.no_grad()
def test_loop(dataloader, model, loss_fn):
    model.eval()
    total, right, count = 0.0, 0, 0
    for x, y in dataloader:
        device = "cuda" if torch.cuda.is_available() else "cpu"
        x, y = x.to(device), y.to(device)
        logits = model(x)
        total += loss_fn(logits, y).item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        count += len(y)
    return right / count, total / count
