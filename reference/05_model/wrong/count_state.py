"""Buffers are counted too.

caught by: counts_every_number
"""


def count_parameters(model):
    return sum(v.numel() for v in model.state_dict().values())
