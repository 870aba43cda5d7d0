"""Indices are drawn with replacement.

caught by: parts_make_up_the_dataset
"""


def split(dataset, fraction, seed):
    generator = torch.Generator().manual_seed(seed)
    size, n = round(fraction * len(dataset)), len(dataset)
    order = torch.randint(n, (n,), generator=generator).tolist()
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])
