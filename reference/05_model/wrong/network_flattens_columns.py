"""Images are flattened by columns.

caught by: network_flattens_each_image, network_gives_logits
"""


class ByColumns(nn.Module):
    def forward(self, x):
        return x.transpose(1, 2).flatten(1)


class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = ByColumns()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(784, 512),
            nn.ReLU(),
            nn.Linear(512, 512),
            nn.ReLU(),
            nn.Linear(512, 10),
        )

    def forward(self, x):
        return self.linear_relu_stack(self.flatten(x))
