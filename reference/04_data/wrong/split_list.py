"""The parts come in a list, as `random_split` gives them.

caught by: two_datasets
"""


def split(dataset, fraction, seed):
    size = round(fraction * len(dataset))
    generator = torch.Generator().manual_seed(seed)
    sizes = [size, len(dataset) - size]
    return torch.utils.data.random_split(dataset, sizes, generator=generator)
