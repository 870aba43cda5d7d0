"""The tensors are counted, not their numbers.

caught by: counts_every_number
"""


def count_parameters(model):
    return sum(1 for p in model.parameters() if p.requires_grad)
