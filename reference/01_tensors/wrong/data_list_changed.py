"""The caller's list is emptied on the way.

caught by: data_keep_shape_and_values, dtype_is_inferred
"""


def from_data(data):
    made = torch.tensor(data)
    data.clear()
    return made
