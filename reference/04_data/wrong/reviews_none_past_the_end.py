"""An index past the end gives None.

caught by: past_the_end_is_an_index_error
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        return super().__getitem__(index) if index < len(self) else None
