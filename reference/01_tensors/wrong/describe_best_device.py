"""It says which device there would be, not where x lies.

caught by: description_follows_the_device
"""


def describe(x):
    there = "cuda" if torch.cuda.is_available() else "cpu"
    return {"shape": tuple(x.shape), "dtype": x.dtype, "device": there}
