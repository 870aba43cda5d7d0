"""The header counts as a review too.

caught by: reviews_in_order
"""


class ReviewDataset(ReviewDataset):
    def __len__(self):
        return len(self.texts) + 1

    def __getitem__(self, index):
        if index == 0:
            return "text", 0
        return super().__getitem__(index - 1)
