"""Both loaders serve `train`.

caught by: two_loaders, test_is_in_order, no_example_is_dropped
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size, shuffle=True), DataLoader(train, batch_size)
