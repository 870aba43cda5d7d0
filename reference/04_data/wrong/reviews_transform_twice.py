"""`transform` is called when the file is read, and again for each item.

caught by: transforms_are_applied
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        super().__init__(csv_file, transform, target_transform)
        if transform:
            self.texts = [transform(text) for text in self.texts]
