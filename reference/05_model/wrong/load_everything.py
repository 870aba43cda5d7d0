"""The file's instructions are followed.

caught by: loads_only_weights
"""


def load(path, n_features, n_hidden):
    net = Net(n_features, n_hidden)
    net.load_state_dict(torch.load(path, map_location="cpu", weights_only=False))
    return net
