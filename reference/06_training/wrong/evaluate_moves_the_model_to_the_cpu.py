"""The model is brought to the batches, and stays on the CPU.

caught by: evaluated_batches_are_moved
"""


@torch.no_grad()
def evaluate(model, dataloader):
    model.eval()
    tp = fp = fn = tn = 0
    for x, y in dataloader:
        model.cpu()
        said, true = model(x).squeeze(1) > 0.5, y > 0.5
        tp += (said & true).sum().item()
        fp += (said & ~true).sum().item()
        fn += (~said & true).sum().item()
        tn += (~said & ~true).sum().item()
    return {
        "precision": _ratio(tp, tp + fp),
        "recall": _ratio(tp, tp + fn),
        "f1": _ratio(2 * tp, 2 * tp + fp + fn),
        "accuracy": _ratio(tp + tn, tp + fp + fn + tn),
    }
