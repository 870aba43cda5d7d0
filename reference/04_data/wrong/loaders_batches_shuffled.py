"""Only the order of the batches is random.

caught by: train_is_shuffled
"""


class Batches:
    def __init__(self, size, batch_size):
        self.size, self.batch_size = size, batch_size

    def __len__(self):
        return self.size

    def __iter__(self):
        batches = torch.arange(self.size).split(self.batch_size)
        for index in torch.randperm(len(batches) - 1).tolist():
            yield from batches[index].tolist()
        yield from batches[-1].tolist()


def make_loaders(train, test, batch_size=64):
    sampler = Batches(len(train), batch_size)
    return DataLoader(train, batch_size, sampler=sampler), DataLoader(test, batch_size)
