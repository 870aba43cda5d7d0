"""A list comes back, not a tuple.

caught by: accuracy_is_a_share_of_examples, test_loss_is_a_mean_of_examples, testing_is_in_eval_mode
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
    return [right / count, total / count]
