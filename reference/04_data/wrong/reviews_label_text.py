"""The label is the text of the file.

caught by: reviews_in_order, transforms_are_applied
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        super().__init__(csv_file, transform, target_transform)
        self.labels = [str(label) for label in self.labels]
