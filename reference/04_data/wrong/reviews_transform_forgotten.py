"""`transform` is kept and never called.

caught by: transforms_are_applied
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        label = self.labels[index]
        return self.texts[index], self.target_transform(label) if self.target_transform else label
