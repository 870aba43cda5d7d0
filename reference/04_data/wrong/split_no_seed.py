"""The seed is not used: each call draws anew.

caught by: seed_decides_the_split, random_state_is_left_alone
"""


def split(dataset, fraction, seed):
    size = round(fraction * len(dataset))
    order = torch.randperm(len(dataset)).tolist()
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])
