"""What is returned is brought to the CPU: on a GPU it is not x.

caught by: adds_on_any_device
"""


def add_five_(x):
    return x.add_(5).cpu()
