"""What is true on the student's own machine, and only there.

caught by: cuda_comes_first, mps_comes_before_cpu
"""


def best_device():
    return "cpu"
