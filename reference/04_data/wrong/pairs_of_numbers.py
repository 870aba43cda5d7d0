"""The second of a pair is a Python number where it can be.

caught by: pairs_in_order, pairs_are_a_dataset
"""


class TensorPairs(TensorPairs):
    def __getitem__(self, index):
        x, y = super().__getitem__(index)
        return x, y.item() if y.ndim == 0 else y
