"""NumPy's view of x is changed: there is one on the CPU alone.

caught by: adds_on_any_device
"""


def add_five_(x):
    array = x.numpy()
    array += 5
    return x
