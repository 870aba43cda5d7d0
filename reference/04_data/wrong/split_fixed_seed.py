"""The seed is always the same.

caught by: seed_decides_the_split
"""


def split(dataset, fraction, seed):
    order = torch.randperm(len(dataset), generator=torch.Generator().manual_seed(0)).tolist()
    size = round(fraction * len(dataset))
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])
