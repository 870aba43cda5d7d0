"""Both loaders shuffle.

caught by: test_is_in_order
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size, shuffle=True), DataLoader(test, batch_size, shuffle=True)
