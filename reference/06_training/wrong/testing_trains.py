"""It goes backward and takes a step, as if it were training.

caught by: accuracy_is_a_share_of_examples, test_loss_is_a_mean_of_examples, testing_is_in_eval_mode, testing_changes_nothing, testing_is_untracked
"""


def test_loop(dataloader, model, loss_fn):
    model.eval()
    total, right, count = 0.0, 0, 0
    for x, y in _batches(dataloader, model):
        logits = model(x)
        loss = loss_fn(logits, y)
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= 0.1 * p.grad
        total += loss.item() * len(y)
        right += (logits.argmax(1) == y).sum().item()
        count += len(y)
    return right / count, total / count
