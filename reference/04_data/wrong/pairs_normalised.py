"""x is centred, in place.

caught by: pairs_in_order
"""


class TensorPairs(TensorPairs):
    def __init__(self, x, y):
        if x.is_floating_point():
            x -= x.mean()
        super().__init__(x, y)
