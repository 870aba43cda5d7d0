"""The network moves itself to the fastest device that there is.

caught by: network_goes_where_it_is_sent
"""


class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)
        )
        self.to("cuda" if torch.cuda.is_available() else "cpu")

    def forward(self, x):
        return self.linear_relu_stack(self.flatten(x))
