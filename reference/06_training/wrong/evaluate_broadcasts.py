"""Outputs (N, 1) meet labels (N,), and all pairs are counted.

caught by: measures_of_the_whole_loader, threshold_is_one_half, evaluating_is_in_eval_mode
"""


@torch.no_grad()
def evaluate(model, dataloader):
    model.eval()
    tp = fp = fn = tn = 0
    for x, y in _batches(dataloader, model):
        said, true = model(x) > 0.5, y > 0.5
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
