"""Halves are always rounded up.

caught by: first_part_has_its_size
"""


def split(dataset, fraction, seed):
    order = torch.randperm(len(dataset), generator=torch.Generator().manual_seed(seed)).tolist()
    size = int(fraction * len(dataset) + 0.5)
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])
