"""A `torch.device` is not a text.

caught by: cuda_comes_first, mps_comes_before_cpu
"""


def best_device():
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
