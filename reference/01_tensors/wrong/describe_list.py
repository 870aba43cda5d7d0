"""The shape is a list.

caught by: description_fits_the_tensor, description_follows_the_device
"""


def describe(x):
    return {"shape": list(x.shape), "dtype": x.dtype, "device": str(x.device)}
