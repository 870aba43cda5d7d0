"""The loaders come in a list.

caught by: two_loaders
"""


def make_loaders(train, test, batch_size=64):
    return [DataLoader(train, batch_size, shuffle=True), DataLoader(test, batch_size)]
