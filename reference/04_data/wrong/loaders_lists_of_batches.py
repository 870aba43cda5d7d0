"""The loader of `test` is a list of batches.

caught by: two_loaders
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size, shuffle=True), list(DataLoader(test, batch_size))
