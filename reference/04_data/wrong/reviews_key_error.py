"""An index past the end raises KeyError, as `.loc` does.

caught by: past_the_end_is_an_index_error
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        if index >= len(self):
            raise KeyError(index)
        return super().__getitem__(index)
