"""It has a length and items, but is no Dataset.

caught by: pairs_are_a_dataset
"""


class TensorPairs:
    __init__ = TensorPairs.__init__
    __len__ = TensorPairs.__len__
    __getitem__ = TensorPairs.__getitem__
