"""A missing column raises KeyError, as pandas does.

caught by: missing_column_is_a_value_error
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        table = pd.read_csv(csv_file, dtype={"text": str}, na_filter=False)
        self.texts = table["text"].tolist()
        self.labels = table["label"].tolist()
        self.transform, self.target_transform = transform, target_transform
