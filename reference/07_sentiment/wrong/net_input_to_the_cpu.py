"""The input is brought to the CPU.

caught by: net_works_anywhere
"""


class Net(nn.Module):
    def __init__(self, n_features=500, n_hidden=200):
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1)

    def forward(self, x):
        return torch.sigmoid(self.fc2(torch.relu(self.fc1(x.cpu()))))
