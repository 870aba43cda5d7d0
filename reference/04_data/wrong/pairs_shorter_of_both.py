"""What has no partner is left out in silence.

caught by: unequal_lengths_are_a_value_error
"""


class TensorPairs(TensorPairs):
    def __init__(self, x, y):
        size = min(len(x), len(y))
        self.x, self.y = x[:size], y[:size]
