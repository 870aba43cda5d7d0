"""MPS is forgotten.

caught by: mps_comes_before_cpu
"""


def best_device():
    return "cuda" if torch.cuda.is_available() else "cpu"
