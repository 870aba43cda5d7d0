"""Columns are taken by their place, whatever they are called.

caught by: missing_column_is_a_value_error
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        table = pd.read_csv(csv_file, dtype={"text": str}, na_filter=False)
        if table.shape[1] < 2:
            raise ValueError("two columns are needed")
        self.texts = table.iloc[:, 0].map(str).tolist()
        self.labels = table.iloc[:, 1].tolist()
        self.transform, self.target_transform = transform, target_transform
