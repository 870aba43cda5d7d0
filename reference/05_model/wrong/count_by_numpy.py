"""Sizes are asked of arrays, which only tensors on the CPU become.

caught by: counts_on_any_device
"""


def count_parameters(model):
    return sum(p.detach().numpy().size for p in model.parameters() if p.requires_grad)
