"""The shape is right, the numbers stay in their old order.

caught by: transposes_its_argument
"""


def transpose_(x):
    x.data = x.reshape(x.shape[1], x.shape[0])
    return x
