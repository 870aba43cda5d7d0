"""The factors are copied to the CPU on the way.

caught by: scales_on_any_device
"""


def scale_rows_(x, factors):
    column = torch.tensor(factors.tolist(), dtype=x.dtype).unsqueeze(1)
    return x.mul_(column)
