"""Lengths are compared when an item is asked for.

caught by: unequal_lengths_are_a_value_error
"""


class TensorPairs(TensorPairs):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __getitem__(self, index):
        if len(self.x) != len(self.y):
            raise ValueError("lengths differ")
        return super().__getitem__(index)
