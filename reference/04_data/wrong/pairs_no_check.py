"""Lengths are not compared.

caught by: unequal_lengths_are_a_value_error
"""


class TensorPairs(TensorPairs):
    def __init__(self, x, y):
        self.x, self.y = x, y
