"""The seed is not used: the first part is the beginning.

caught by: seed_decides_the_split
"""


def split(dataset, fraction, seed):
    size = round(fraction * len(dataset))
    order = list(range(len(dataset)))
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])
