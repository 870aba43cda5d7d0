"""Nothing is shuffled.

caught by: train_is_shuffled, every_epoch_has_its_own_order
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size), DataLoader(test, batch_size)
