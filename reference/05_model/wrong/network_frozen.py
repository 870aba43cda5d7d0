"""The first layer cannot learn.

caught by: network_learns
"""

_Right = NeuralNetwork


class NeuralNetwork(_Right):
    def __init__(self):
        super().__init__()
        self.linear_relu_stack[0].requires_grad_(False)
