"""Examples are drawn with replacement.

caught by: no_example_is_dropped
"""


def make_loaders(train, test, batch_size=64):
    sampler = torch.utils.data.RandomSampler(train, replacement=True)
    return DataLoader(train, batch_size, sampler=sampler), DataLoader(test, batch_size)
