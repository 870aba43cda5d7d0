"""The zeros of NumPy are float64.

caught by: zeros_fill_the_shape
"""


def zeros(rows, cols):
    return torch.from_numpy(np.zeros((rows, cols)))
