"""The last layer has no bias.

caught by: network_has_its_layers
"""


class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(784, 512),
            nn.ReLU(),
            nn.Linear(512, 512),
            nn.ReLU(),
            nn.Linear(512, 10, bias=False),
        )

    def forward(self, x):
        return self.linear_relu_stack(self.flatten(x))
