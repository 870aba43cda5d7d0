"""Solution of assignment 5: models."""

import os

import torch
from torch import nn


class NeuralNetwork(nn.Module):
    """Images (N, 28, 28) to the logits (N, 10) of ten classes."""

    def __init__(self) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28 * 28, 512),
            nn.ReLU(),
            nn.Linear(512, 512),
            nn.ReLU(),
            nn.Linear(512, 10),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.linear_relu_stack(self.flatten(x))


def predict_class(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """The most probable class of each example, int64 (N,); the model's mode is put back."""
    training = model.training
    model.eval()
    try:
        with torch.no_grad():
            return model(x).argmax(dim=1)  # softmax keeps the order
    finally:
        model.train(training)


class Net(nn.Module):
    """Features (N, n_features) to the probability (N, 1) of the positive class."""

    def __init__(self, n_features: int = 500, n_hidden: int = 200) -> None:
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.fc2(torch.relu(self.fc1(x))))


def count_parameters(model: nn.Module) -> int:
    """How many numbers training would change."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def save(model: nn.Module, path: str | os.PathLike[str]) -> None:
    """Write the bare state dict of a model."""
    torch.save(model.state_dict(), path)


def load(path: str | os.PathLike[str], n_features: int, n_hidden: int) -> Net:
    """A Net of these sizes with the weights of a file, on the CPU."""
    net = Net(n_features, n_hidden)
    net.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return net
