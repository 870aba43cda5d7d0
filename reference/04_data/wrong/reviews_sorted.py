"""Rows are sorted by label.

caught by: reviews_in_order
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        super().__init__(csv_file, transform, target_transform)
        order = sorted(range(len(self)), key=lambda index: -self.labels[index])
        self.texts = [self.texts[index] for index in order]
        self.labels = [self.labels[index] for index in order]
