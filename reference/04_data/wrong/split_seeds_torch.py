"""The generator of torch is seeded.

caught by: random_state_is_left_alone
"""


def split(dataset, fraction, seed):
    size = round(fraction * len(dataset))
    torch.manual_seed(seed)
    order = torch.randperm(len(dataset)).tolist()
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])
