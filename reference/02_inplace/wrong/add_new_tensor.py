"""The sum is a new tensor; the argument keeps its values.

caught by: adds_in_place
"""


def add_five_(x):
    return x + 5
