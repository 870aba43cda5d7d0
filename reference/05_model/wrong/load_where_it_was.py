"""Tensors go back to the device that they came from.

caught by: loads_onto_the_cpu
"""


def load(path, n_features, n_hidden):
    net = Net(n_features, n_hidden)
    net.load_state_dict(torch.load(path, weights_only=True))
    return net
