"""Each epoch seeds its sampler with the same number.

caught by: every_epoch_has_its_own_order
"""


class Seeded:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size

    def __iter__(self):
        return iter(torch.randperm(self.size, generator=torch.Generator().manual_seed(0)).tolist())


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size, sampler=Seeded(len(train))), DataLoader(test, batch_size)
