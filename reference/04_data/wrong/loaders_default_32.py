"""The default is a batch of 32.

caught by: batches_have_their_size
"""


def make_loaders(train, test, batch_size=32):
    return DataLoader(train, batch_size, shuffle=True), DataLoader(test, batch_size)
