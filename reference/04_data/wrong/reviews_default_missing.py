"""pandas takes "NA" and the empty text for missing values.

caught by: texts_stay_text
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        table = pd.read_csv(csv_file, usecols=["text", "label"], dtype={"text": str})
        if {"text", "label"} - set(table.columns):
            raise ValueError("no such column")
        self.texts = table["text"].tolist()
        self.labels = table["label"].tolist()
        self.transform, self.target_transform = transform, target_transform
