"""The numbers are transposed on the CPU, and x stays there.

caught by: transposes_on_any_device
"""


def transpose_(x):
    x.data = x.data.cpu()
    return x.t_()
