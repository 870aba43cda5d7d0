"""The zeros of its ReLU are a plain tensor, which `.to` does not move.

caught by: net_goes_where_it_is_sent
"""


class Net(nn.Module):
    def __init__(self, n_features=500, n_hidden=200):
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1)
        self.zeros = torch.zeros(n_hidden)

    def forward(self, x):
        return torch.sigmoid(self.fc2(torch.maximum(self.fc1(x), self.zeros)))
