"""Each measure is the mean of its values in the batches.

caught by: measures_of_the_whole_loader, threshold_is_one_half
"""


@torch.no_grad()
def evaluate(model, dataloader):
    model.eval()
    made = []
    for x, y in _batches(dataloader, model):
        said, true = model(x).squeeze(1) > 0.5, y > 0.5
        tp, fp = (said & true).sum().item(), (said & ~true).sum().item()
        fn, tn = (~said & true).sum().item(), (~said & ~true).sum().item()
        f1, right = _ratio(2 * tp, 2 * tp + fp + fn), (tp + tn) / len(y)
        made.append((_ratio(tp, tp + fp), _ratio(tp, tp + fn), f1, right))
    names = "precision", "recall", "f1", "accuracy"
    return {name: sum(each) / len(made) for name, each in zip(names, zip(*made))}
