"""`random_split` is given fractions, and rounds in a way of its own.

caught by: first_part_has_its_size
"""


def split(dataset, fraction, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = torch.utils.data.random_split(dataset, [fraction, 1 - fraction], generator=generator)
    return tuple(parts)
