"""Only a y that is too short is refused.

caught by: unequal_lengths_are_a_value_error
"""


class TensorPairs(TensorPairs):
    def __init__(self, x, y):
        if len(y) < len(x):
            raise ValueError("y is too short")
        self.x, self.y = x, y
