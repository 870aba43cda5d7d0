"""A function that is not called is always true.

caught by: cuda_comes_first, mps_comes_before_cpu
"""


def best_device():
    if torch.cuda.is_available:
        return "cuda"
    return "mps" if torch.backends.mps.is_available else "cpu"
