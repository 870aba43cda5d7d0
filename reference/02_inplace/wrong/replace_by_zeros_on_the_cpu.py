"""What is compared with x is made on the CPU.

caught by: replaces_on_any_device
"""


def replace_negatives_(x, value):
    return x.masked_fill_(x < torch.zeros(x.shape, dtype=x.dtype), value)
