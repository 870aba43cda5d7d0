"""The last batch of `train` is dropped when it is smaller.

caught by: no_example_is_dropped, batches_have_their_size
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size, shuffle=True, drop_last=True), DataLoader(test, batch_size)
