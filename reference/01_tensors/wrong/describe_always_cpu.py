"""The device is assumed, not read.

caught by: description_follows_the_device
"""


def describe(x):
    return {"shape": tuple(x.shape), "dtype": x.dtype, "device": "cpu"}
