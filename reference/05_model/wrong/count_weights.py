"""Biases are left out.

caught by: counts_every_number
"""


def count_parameters(model):
    return sum(
        p.numel() for name, p in model.named_parameters() if "bias" not in name and p.requires_grad
    )
