"""The loader of `test` has batches of one.

caught by: batches_have_their_size
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size, shuffle=True), DataLoader(test)
