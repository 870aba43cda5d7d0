"""One example between the parts is lost.

caught by: parts_make_up_the_dataset, first_part_has_its_size
"""


def split(dataset, fraction, seed):
    order = torch.randperm(len(dataset), generator=torch.Generator().manual_seed(seed)).tolist()
    size = round(fraction * len(dataset))
    return Subset(dataset, order[:size]), Subset(dataset, order[size + 1 :])
