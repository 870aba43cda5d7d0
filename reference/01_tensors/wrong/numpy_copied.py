"""`torch.tensor` copies: nothing is shared.

caught by: memory_is_shared
"""


def from_numpy(array):
    return torch.tensor(array)
