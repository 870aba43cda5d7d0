"""Both tensors go to the fastest device that there is.

caught by: pairs_stay_where_they_are
"""


class TensorPairs(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError("the lengths differ")
        device = "cuda" if torch.cuda.is_available() else "cpu"
        self.x, self.y = x.to(device), y.to(device)

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index]
