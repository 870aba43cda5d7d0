"""Its length is the number of elements of x.

caught by: pairs_in_order, pairs_are_a_dataset
"""


class TensorPairs(TensorPairs):
    def __len__(self):
        return self.x.numel()
