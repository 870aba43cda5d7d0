"""The last layer is not in the stack.

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
        )
        self.last = nn.Linear(512, 10)

    def forward(self, x):
        return self.last(self.linear_relu_stack(self.flatten(x)))
