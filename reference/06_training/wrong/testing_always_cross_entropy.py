"""The loss is always the cross entropy, whatever was handed in.

caught by: test_loss_is_a_mean_of_examples
"""


@torch.no_grad()
def test_loop(dataloader, model, loss_fn):
    model.eval()
    total, right, count = 0.0, 0, 0
    for x, y in _batches(dataloader, model):
        logits = model(x)
        total += nn.functional.cross_entropy(logits, y).item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        count += len(y)
    return right / count, total / count
