"""The nesting is lost.

caught by: data_keep_shape_and_values, dtype_is_inferred
"""


def from_data(data):
    return torch.tensor(data).flatten()
