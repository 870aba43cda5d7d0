"""A network of another class.

caught by: loads_the_weights
"""


def load(path, n_features, n_hidden):
    net = nn.Sequential()
    net.add_module("fc1", nn.Linear(n_features, n_hidden))
    net.add_module("fc2", nn.Linear(n_hidden, 1))
    net.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return net
