"""A missing column is noticed when the first item is asked for.

caught by: missing_column_is_a_value_error
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        table = pd.read_csv(csv_file, dtype={"text": str}, na_filter=False)
        self.table = table
        self.transform, self.target_transform = transform, target_transform

    def __len__(self):
        return len(self.table)

    def __getitem__(self, index):
        for column in ("text", "label"):
            if column not in self.table:
                raise ValueError(column)
        self.texts, self.labels = self.table["text"].tolist(), self.table["label"].tolist()
        return super().__getitem__(index)
