"""The seed decides by being odd or even alone.

caught by: seed_decides_the_split
"""


def split(dataset, fraction, seed):
    order = torch.randperm(len(dataset), generator=torch.Generator().manual_seed(seed % 2)).tolist()
    size = round(fraction * len(dataset))
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])
