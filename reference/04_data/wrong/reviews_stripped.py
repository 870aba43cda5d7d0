"""Blanks around a text, and line breaks at its end, are cut off.

caught by: quoted_texts_are_whole
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        super().__init__(csv_file, transform, target_transform)
        self.texts = [" ".join(text.split()) for text in self.texts]
