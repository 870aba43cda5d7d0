"""MPS is asked for before CUDA.

caught by: cuda_comes_first, mps_comes_before_cpu
"""


def best_device():
    if torch.backends.mps.is_available():
        return "mps"
    return "cuda" if torch.cuda.is_available() else "cpu"
