"""The transpose is another tensor; x keeps its shape.

caught by: transposes_its_argument
"""


def transpose_(x):
    return x.t()
