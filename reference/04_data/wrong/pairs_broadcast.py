"""A length of 1 is good for any other.

caught by: unequal_lengths_are_a_value_error
"""


class TensorPairs(TensorPairs):
    def __init__(self, x, y):
        if len(x) != len(y) and 1 not in (len(x), len(y)):
            raise ValueError("lengths differ")
        self.x, self.y = x, y
