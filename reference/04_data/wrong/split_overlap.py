"""Both parts are drawn on their own.

caught by: parts_make_up_the_dataset
"""


def split(dataset, fraction, seed):
    generator = torch.Generator().manual_seed(seed)
    size = round(fraction * len(dataset))
    first, second = (torch.randperm(len(dataset), generator=generator).tolist() for _ in range(2))
    return Subset(dataset, first[:size]), Subset(dataset, second[size:])
