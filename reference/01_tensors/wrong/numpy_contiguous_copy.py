"""A slice is copied to be contiguous, and sharing is lost.

caught by: memory_is_shared
"""


def from_numpy(array):
    return torch.from_numpy(np.ascontiguousarray(array))
