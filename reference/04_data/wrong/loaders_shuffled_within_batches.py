"""Each batch is shuffled, its members are always the same.

caught by: train_is_shuffled
"""


class Within:
    def __init__(self, size, batch_size):
        self.size, self.batch_size = size, batch_size

    def __len__(self):
        return self.size

    def __iter__(self):
        for batch in torch.arange(self.size).split(self.batch_size):
            yield from batch[torch.randperm(len(batch))].tolist()


def make_loaders(train, test, batch_size=64):
    sampler = Within(len(train), batch_size)
    return DataLoader(train, batch_size, sampler=sampler), DataLoader(test, batch_size)
