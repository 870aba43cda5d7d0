"""Line breaks inside a text become blanks.

caught by: quoted_texts_are_whole
"""


class ReviewDataset(ReviewDataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        super().__init__(csv_file, transform, target_transform)
        self.texts = [text.replace("\n", " ") for text in self.texts]
