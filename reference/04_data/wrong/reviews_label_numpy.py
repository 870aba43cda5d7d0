"""The label is a number of NumPy.

caught by: reviews_in_order
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        super().__init__(csv_file, transform, target_transform)
        self.labels = pd.Series(self.labels).to_numpy()
