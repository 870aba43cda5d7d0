"""x is handed back and nothing is added.

caught by: adds_in_place, adds_in_a_part_of_a_tensor, add_returns_x_itself
"""


def add_five_(x):
    return x
