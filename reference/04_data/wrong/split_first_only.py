"""Only the first part is a Dataset.

caught by: two_datasets
"""


def split(dataset, fraction, seed):
    order = torch.randperm(len(dataset), generator=torch.Generator().manual_seed(seed)).tolist()
    size = round(fraction * len(dataset))
    rest = [dataset[index] for index in order[size:]]
    return Subset(dataset, order[:size]), rest
