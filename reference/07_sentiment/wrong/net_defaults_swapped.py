"""Without sizes there are 200 features and 500 units.

caught by: layers_have_their_sizes
"""


class Net(nn.Module):
    def __init__(self, n_features=200, n_hidden=500):
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1)

    def forward(self, x):
        return torch.sigmoid(self.fc2(torch.relu(self.fc1(x))))
