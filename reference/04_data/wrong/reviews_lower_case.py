"""Texts come in lower case.

caught by: texts_stay_text
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        super().__init__(csv_file, transform, target_transform)
        self.texts = [text.lower() for text in self.texts]
