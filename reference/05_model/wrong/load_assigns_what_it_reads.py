"""The tensors of the file take the place of the parameters, where they lay.

caught by: loads_onto_the_cpu_beside_a_gpu
"""


def load(path, n_features, n_hidden):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = Net(n_features, n_hidden)
    state = torch.load(path, map_location=device, weights_only=True)
    net.load_state_dict(state, assign=True)
    return net
