"""NumPy infers float64 where PyTorch infers float32.

caught by: dtype_is_inferred
"""


def from_data(data):
    return torch.from_numpy(np.array(data))
