"""Only the column `text` is looked for.

caught by: missing_column_is_a_value_error
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        table = pd.read_csv(csv_file, dtype={"text": str}, na_filter=False)
        if "text" not in table:
            raise ValueError("text")
        self.texts = table["text"].tolist()
        self.labels = table.get("label", pd.Series([0] * len(table))).tolist()
        self.transform, self.target_transform = transform, target_transform
