"""It always moves to the CPU.

caught by: tensor_moves_there
"""


def to_device(x, device):
    return x.to("cpu")
