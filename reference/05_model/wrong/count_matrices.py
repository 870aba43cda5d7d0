"""Only matrices are counted.

caught by: counts_every_number
"""


def count_parameters(model):
    return sum(p.numel() for p in model.parameters() if p.ndim > 1 and p.requires_grad)
