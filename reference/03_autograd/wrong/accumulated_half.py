"""The factor 2 of the square is forgotten.

caught by: rows_add_up
"""


def accumulated_gradient(w, inputs):
    return inputs.T @ (inputs @ w.detach())
