"""Layers by name, activations from torch, the mode kept by hand."""

from collections import OrderedDict

import torch
import torch.nn.functional as F


class NeuralNetwork(torch.nn.Module):
    def __init__(self):
        super(NeuralNetwork, self).__init__()
        self.flatten = torch.nn.Flatten(start_dim=1, end_dim=-1)
        self.linear_relu_stack = torch.nn.Sequential(
            OrderedDict(
                [
                    ("first", torch.nn.Linear(784, 512)),
                    ("relu1", torch.nn.ReLU(inplace=True)),
                    ("second", torch.nn.Linear(512, 512)),
                    ("relu2", torch.nn.ReLU(inplace=True)),
                    ("third", torch.nn.Linear(512, 10)),
                ]
            )
        )

    def forward(self, images):
        rows = self.flatten(images)
        return self.linear_relu_stack(rows)


def predict_class(model, x):
    before = model.training
    model.eval()
    with torch.inference_mode():
        probabilities = F.softmax(model(x), dim=-1)
        _, found = torch.max(probabilities, dim=-1)
    if before:
        model.train()
    return found


class Net(torch.nn.Module):
    def __init__(self, n_features=500, n_hidden=200):
        super(Net, self).__init__()
        self.fc1 = torch.nn.Linear(in_features=n_features, out_features=n_hidden)
        self.fc2 = torch.nn.Linear(in_features=n_hidden, out_features=1)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        return F.sigmoid(self.fc2(x))


def count_parameters(model):
    total = 0
    for _, parameter in model.named_parameters():
        if parameter.requires_grad:
            n = 1
            for size in parameter.size():
                n *= size
            total += n
    return total


def save(model, path):
    with open(path, "wb") as file:
        torch.save(model.state_dict(), file)


def load(path, n_features, n_hidden):
    with open(path, "rb") as file:
        state = torch.load(file, map_location=torch.device("cpu"), weights_only=True)
    model = Net(n_features=n_features, n_hidden=n_hidden)
    model.load_state_dict(state, strict=True)
    return model
