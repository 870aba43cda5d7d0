"""Nothing is returned.

caught by: tensor_moves_there
"""


def to_device(x, device):
    x.to(device)
