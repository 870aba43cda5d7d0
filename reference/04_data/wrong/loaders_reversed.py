"""`train` comes backwards.

caught by: train_is_shuffled
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size, sampler=range(len(train))[::-1]), DataLoader(
        test, batch_size
    )
