"""The model is moved to the CPU to be counted, and stays there.

caught by: counts_on_any_device
"""


def count_parameters(model):
    return sum(p.numel() for p in model.cpu().parameters() if p.requires_grad)
