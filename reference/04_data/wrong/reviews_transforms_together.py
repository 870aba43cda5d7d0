"""Both are called, or none.

caught by: transforms_are_applied
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        text, label = self.texts[index], self.labels[index]
        if self.transform and self.target_transform:
            return self.transform(text), self.target_transform(label)
        return text, label
