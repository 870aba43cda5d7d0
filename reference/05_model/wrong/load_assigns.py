"""The file's tensors replace the network's, whatever their shape.

caught by: refuses_other_shapes
"""


def load(path, n_features, n_hidden):
    net = Net(n_features, n_hidden)
    state = torch.load(path, map_location="cpu", weights_only=True)
    for name, value in state.items():
        layer, kind = name.split(".")
        setattr(getattr(net, layer), kind, nn.Parameter(value))
    return net
