"""The mode is set for the model and not for its layers.

caught by: testing_is_in_eval_mode, testing_changes_nothing
"""


@torch.no_grad()
def test_loop(dataloader, model, loss_fn):
    model.training = False
    total, right, count = 0.0, 0, 0
    for x, y in _batches(dataloader, model):
        logits = model(x)
        total += loss_fn(logits, y).item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        count += len(y)
    return right / count, total / count
