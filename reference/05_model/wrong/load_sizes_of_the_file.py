"""The sizes are taken from the file.

caught by: refuses_other_shapes
"""


def load(path, n_features, n_hidden):
    state = torch.load(path, map_location="cpu", weights_only=True)
    net = Net(*reversed(state["fc1.weight"].shape))
    net.load_state_dict(state)
    return net
