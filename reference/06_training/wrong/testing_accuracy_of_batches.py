"""The mean of the batches' accuracies, though the last batch is smaller.

caught by: accuracy_is_a_share_of_examples
"""


@torch.no_grad()
def test_loop(dataloader, model, loss_fn):
    model.eval()
    total, right, count = 0.0, 0, 0
    for x, y in _batches(dataloader, model):
        logits = model(x)
        total += loss_fn(logits, y).item() * len(y)
        right += (logits.argmax(1) == y).float().mean().item()
        count += len(y)
    return right / len(dataloader), total / count
