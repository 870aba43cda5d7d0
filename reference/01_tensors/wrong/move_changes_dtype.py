"""The values are converted on the way.

caught by: tensor_moves_there
"""


def to_device(x, device):
    return x.float().to(device)
