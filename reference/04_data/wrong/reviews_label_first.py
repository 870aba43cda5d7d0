"""Items are (label, text).

caught by: reviews_in_order
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        return super().__getitem__(index)[::-1]
