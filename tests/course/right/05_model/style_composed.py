"""Modules inside modules, a context manager for the mode, classes that load themselves."""

import contextlib

import torch
from torch import Tensor, nn


class Rows(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.reshape(x.shape[0], -1)


def hidden(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, outputs), nn.ReLU())


class NeuralNetwork(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear_relu_stack = nn.Sequential(hidden(784, 512), hidden(512, 512))
        self.linear_relu_stack.append(nn.Linear(512, 10))
        self.flatten = Rows()

    def forward(self, x: Tensor) -> Tensor:
        for part in (self.flatten, *self.linear_relu_stack):
            x = part(x)
        return x


@contextlib.contextmanager
def evaluating(model: nn.Module):
    was = model.training
    try:
        yield model.train(False)
    finally:
        model.train(was)


@torch.no_grad()
def predict_class(model: nn.Module, x: Tensor) -> Tensor:
    with evaluating(model):
        return torch.stack([model(row[None]).softmax(-1)[0].argmax() for row in x])


class Net(nn.Module):
    def __init__(self, n_features: int = 500, n_hidden: int = 200) -> None:
        super().__init__()
        self.fc2 = nn.Linear(n_hidden, 1)
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.activation, self.squash = nn.ReLU(), nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        return self.squash(self.fc2(self.activation(self.fc1(x))))

    @classmethod
    def from_file(cls, path, *sizes: int) -> "Net":
        net = cls(*sizes)
        net.load_state_dict(torch.load(path, "cpu", weights_only=True))
        return net.eval()


def count_parameters(model: nn.Module) -> int:
    trainable = filter(lambda p: p.requires_grad, model.parameters())
    return sum(map(torch.numel, trainable))


def save(model: nn.Module, path) -> None:
    torch.save({name: value.cpu() for name, value in model.state_dict().items()}, str(path))


def load(path, n_features: int, n_hidden: int) -> Net:
    return Net.from_file(path, n_features, n_hidden)
