"""The last batch of `test` is dropped when it is smaller.

caught by: no_example_is_dropped, test_is_in_order, batches_have_their_size
"""


def make_loaders(train, test, batch_size=64):
    return DataLoader(train, batch_size, shuffle=True), DataLoader(test, batch_size, drop_last=True)
