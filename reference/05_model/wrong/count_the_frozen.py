"""The frozen ones are counted, and only they.

caught by: counts_only_what_is_trained, counts_every_number
"""


def count_parameters(model):
    return sum(p.numel() for p in model.parameters() if not p.requires_grad)
