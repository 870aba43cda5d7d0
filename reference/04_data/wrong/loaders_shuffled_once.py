"""`train` is shuffled once, when the loaders are made.

caught by: every_epoch_has_its_own_order
"""


def make_loaders(train, test, batch_size=64):
    order = torch.randperm(len(train)).tolist()
    return DataLoader(Subset(train, order), batch_size), DataLoader(test, batch_size)
