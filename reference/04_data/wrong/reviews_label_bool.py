"""The label is true or false.

caught by: reviews_in_order
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        super().__init__(csv_file, transform, target_transform)
        self.labels = [label > 0 for label in self.labels]
