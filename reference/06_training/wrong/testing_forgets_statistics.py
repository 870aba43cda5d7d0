"""The running statistics of batch normalisation are reset after the test.

caught by: testing_changes_nothing
"""


@torch.no_grad()
def test_loop(dataloader, model, loss_fn):
    model.eval()
    total, right, count = 0.0, 0, 0
    for x, y in _batches(dataloader, model):
        logits = model(x)
        total += loss_fn(logits, y).item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        count += len(y)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.reset_running_stats()
    return right / count, total / count
