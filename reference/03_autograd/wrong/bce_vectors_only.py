"""A formula for one output and a batch is used for every shape.

caught by: gradients_of_several_outputs
"""


def bce_gradients(x, y, w, b):
    rest = (torch.sigmoid(x @ w + b) - y).detach() / len(y)
    return rest @ x, rest.sum()
