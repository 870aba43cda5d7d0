"""What is returned is brought to the CPU: on a GPU it is not x.

caught by: scales_on_any_device
"""


def scale_rows_(x, factors):
    x *= factors[:, None]
    return x.to("cpu")
