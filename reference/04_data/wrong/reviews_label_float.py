"""The label is a float.

caught by: reviews_in_order
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        super().__init__(csv_file, transform, target_transform)
        self.labels = [float(label) for label in self.labels]
