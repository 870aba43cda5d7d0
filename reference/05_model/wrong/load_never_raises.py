"""Errors are swallowed.

caught by: refuses_other_shapes
"""

import contextlib


def load(path, n_features, n_hidden):
    net = Net(n_features, n_hidden)
    with contextlib.suppress(RuntimeError):
        net.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return net
