"""`forward` fills a tensor of its own, which is on the CPU.

caught by: network_goes_where_it_is_sent
"""


class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)
        )

    def forward(self, x):
        rows = torch.zeros(len(x), 784)
        rows[:] = self.flatten(x)
        return self.linear_relu_stack(rows)
