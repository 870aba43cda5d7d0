"""x gets new memory, its aliases keep the old.

caught by: adds_in_place
"""


def add_five_(x):
    x.data = x.data + 5
    return x
