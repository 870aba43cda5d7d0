"""A column of texts that look like numbers becomes one of numbers.

caught by: texts_stay_text
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        table = pd.read_csv(csv_file, usecols=["text", "label"], na_filter=False)
        self.texts = table["text"].map(str).tolist()
        self.labels = table["label"].tolist()
        self.transform, self.target_transform = transform, target_transform
