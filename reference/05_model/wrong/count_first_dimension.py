"""Only the rows are counted.

caught by: counts_every_number
"""


def count_parameters(model):
    return sum(len(p) for p in model.parameters() if p.requires_grad)
