"""The particulars are gathered, and nothing is returned.

caught by: description_fits_the_tensor, description_follows_the_device
"""


def describe(x):
    facts = {"shape": tuple(x.shape), "dtype": x.dtype, "device": str(x.device)}
    assert facts
