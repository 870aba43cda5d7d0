"""The count is added up in a tensor of its own, which is on the CPU.

caught by: counts_on_any_device
"""


def count_parameters(model):
    total = torch.zeros(1, dtype=torch.int64)
    for p in model.parameters():
        if p.requires_grad:
            total += torch.ones_like(p, dtype=torch.int64).sum()
    return total.item()
