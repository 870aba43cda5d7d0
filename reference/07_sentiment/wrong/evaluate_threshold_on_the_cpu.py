"""The threshold is a tensor on the CPU.

caught by: evaluated_anywhere
"""


@torch.no_grad()
def evaluate(model, x, y):
    said, true = model(x).squeeze(1) > torch.full((len(x),), 0.5), y > 0.5
    tp, fp = (said & true).sum().item(), (said & ~true).sum().item()
    fn, tn = (~said & true).sum().item(), (~said & ~true).sum().item()
    return {
        "precision": _ratio(tp, tp + fp),
        "recall": _ratio(tp, tp + fn),
        "f1": _ratio(2 * tp, 2 * tp + fp + fn),
        "accuracy": _ratio(tp + tn, tp + fp + fn + tn),
    }
