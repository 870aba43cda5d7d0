"""The network goes to the fastest device that there is.

caught by: loads_onto_the_cpu_beside_a_gpu
"""


def load(path, n_features, n_hidden):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = Net(n_features, n_hidden)
    net.load_state_dict(torch.load(path, map_location=device, weights_only=True))
    return net.to(device)
