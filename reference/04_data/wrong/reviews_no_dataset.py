"""It has a length and items, but is no Dataset.

caught by: reviews_are_a_dataset
"""


class ReviewDataset:
    __init__ = ReviewDataset.__init__
    __len__ = ReviewDataset.__len__
    __getitem__ = ReviewDataset.__getitem__
