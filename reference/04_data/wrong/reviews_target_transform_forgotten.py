"""`target_transform` is kept and never called.

caught by: transforms_are_applied
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        text = self.texts[index]
        return self.transform(text) if self.transform else text, self.labels[index]
