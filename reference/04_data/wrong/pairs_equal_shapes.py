"""All dimensions are compared, not the length alone.

caught by: pairs_in_order, pairs_are_a_dataset, unequal_lengths_are_a_value_error
"""


class TensorPairs(TensorPairs):
    def __init__(self, x, y):
        if x.shape != y.shape:
            raise ValueError("shapes differ")
        self.x, self.y = x, y
