"""The weights of the file are never used.

caught by: loads_the_weights
"""


def load(path, n_features, n_hidden):
    net = Net(n_features, n_hidden)
    torch.load(path, map_location="cpu", weights_only=True)
    return net
