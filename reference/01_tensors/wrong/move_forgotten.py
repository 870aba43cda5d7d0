"""`to` gives a new tensor, and the old one is returned.

caught by: tensor_moves_there
"""


def to_device(x, device):
    x.to(device)
    return x
