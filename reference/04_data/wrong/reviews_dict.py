"""Items are dictionaries.

caught by: reviews_in_order
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        text, label = super().__getitem__(index)
        return {"text": text, "label": label}
