"""The loader of `test` comes first.

caught by: two_loaders, train_is_shuffled, test_is_in_order
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(test, batch_size), DataLoader(train, batch_size, shuffle=True)
