"""Right, with devices in every manner: buffers, factories, contexts, storages mapped by hand."""

import copy
from itertools import chain

import torch
from torch import nn


class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        with torch.device("cpu"):
            self.linear_relu_stack = nn.Sequential(
                nn.Linear(784, 512),
                nn.ReLU(),
                nn.Linear(512, 512),
                nn.ReLU(),
                nn.Linear(512, 10),
            )

    def forward(self, x):
        out = torch.empty(len(x), 10, device=x.device)
        return out.copy_(self.linear_relu_stack(self.flatten(x)))


def predict_class(model, x):
    was, device = model.training, next(chain(model.parameters(), [x])).device
    with torch.inference_mode(), torch.device(device):
        model.train(mode=False)
        ranks = torch.arange(model(x).shape[1])
        best = model(x).softmax(1)
        found = (best == best.amax(1, keepdim=True)).to(ranks.dtype).argmax(1)
        found = ranks[found.to(device=ranks.device, non_blocking=True)]
    model.train(was)
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return found


class Net(nn.Module):
    def __init__(self, n_features=500, n_hidden=200):
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1, device=self.fc1.weight.device)
        self.register_buffer("zero", torch.zeros(1), persistent=False)

    def forward(self, x):
        hidden = torch.maximum(self.fc1(x), self.zero)
        one = hidden.new_ones(len(x), 1)
        return one / (1 + torch.exp(-self.fc2(hidden)).type_as(one))


def count_parameters(model):
    sizes = [torch.tensor(p.shape).prod() for p in model.parameters() if p.requires_grad]
    return int(torch.stack(sizes).sum().item()) if sizes else 0


def save(model, path):
    with open(path, "wb") as file:
        torch.save(copy.deepcopy(model).to(device="cpu").state_dict(), file)


def load(path, n_features, n_hidden):
    made = Net(n_features, n_hidden)
    state = torch.load(path, map_location=lambda storage, place: storage, weights_only=True)
    made.load_state_dict({name: value.cpu() for name, value in state.items()})
    return made.to(device=torch.device("cpu"))
