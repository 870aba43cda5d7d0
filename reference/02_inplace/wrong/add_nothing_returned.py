"""The argument changes and nothing is returned.

caught by: add_returns_x_itself
"""


def add_five_(x):
    x += 5
