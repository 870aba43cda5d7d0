"""The dtype is a text.

caught by: description_fits_the_tensor, description_follows_the_device
"""


def describe(x):
    return {"shape": tuple(x.shape), "dtype": str(x.dtype), "device": str(x.device)}
