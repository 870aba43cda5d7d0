"""The index n counts as the last one.

caught by: past_the_end_is_an_index_error
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        return super().__getitem__(index - 1 if index == len(self) else index)
