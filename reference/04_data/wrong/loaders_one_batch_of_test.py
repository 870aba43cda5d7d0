"""The loader of `test` gives all in one batch.

caught by: batches_have_their_size
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size, shuffle=True), DataLoader(test, len(test))
