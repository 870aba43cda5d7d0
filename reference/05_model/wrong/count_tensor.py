"""A tensor, not an int.

caught by: counts_every_number
"""


def count_parameters(model):
    return torch.tensor(sum(p.numel() for p in model.parameters() if p.requires_grad))
