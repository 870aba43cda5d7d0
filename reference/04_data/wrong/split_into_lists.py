"""The parts are lists of examples.

caught by: two_datasets
"""


def split(dataset, fraction, seed):
    order = torch.randperm(len(dataset), generator=torch.Generator().manual_seed(seed)).tolist()
    size = round(fraction * len(dataset))
    items = [dataset[index] for index in order]
    return items[:size], items[size:]
