"""The fraction is that of the second part.

caught by: first_part_has_its_size
"""


def split(dataset, fraction, seed):
    order = torch.randperm(len(dataset), generator=torch.Generator().manual_seed(seed)).tolist()
    size = round(fraction * len(dataset))
    return Subset(dataset, order[size:]), Subset(dataset, order[:size])
