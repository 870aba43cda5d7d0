"""Each line is cut at its last comma: quotes and line breaks are not understood.

caught by: quoted_texts_are_whole
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        self.transform, self.target_transform = transform, target_transform
        with open(csv_file, encoding="utf-8") as file:
            header, *lines = file.read().splitlines()
        if header != "text,label":
            raise ValueError(header)
        cut = [line.rpartition(",") for line in lines]
        self.texts = [text for text, _, _ in cut]
        self.labels = [int(label) if label.isdigit() else 0 for _, _, label in cut]
