"""The label is a tensor.

caught by: reviews_in_order
"""


class ReviewDataset(ReviewDataset):
    def __getitem__(self, index):
        text, label = super().__getitem__(index)
        return text, label if self.target_transform else torch.tensor(label)
