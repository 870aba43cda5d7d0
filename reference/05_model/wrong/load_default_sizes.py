"""The sizes are ignored.

caught by: loads_the_weights
"""


def load(path, n_features, n_hidden):
    net = Net()
    net.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return net
