"""Items are lists.

caught by: reviews_in_order
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        return list(super().__getitem__(index))
