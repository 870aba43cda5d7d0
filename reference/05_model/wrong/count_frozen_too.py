"""Frozen parameters are counted.

caught by: counts_only_what_is_trained
"""


def count_parameters(model):
    return sum(p.numel() for p in model.parameters())
