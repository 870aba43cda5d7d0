"""`transform` is called on the label as well.

caught by: transforms_are_applied
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        text, label = self.texts[index], self.labels[index]
        if self.transform:
            text, label = self.transform(text), len(str(label))
        return text, self.target_transform(label) if self.target_transform else label
