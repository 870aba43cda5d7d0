"""The name inside the function gets the sum, the argument does not.

caught by: adds_in_place
"""


def add_five_(x):
    x = x.add(5)
    return x
