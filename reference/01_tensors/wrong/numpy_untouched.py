"""The array itself comes back.

caught by: array_keeps_its_dtype
"""


def from_numpy(array):
    return array
