"""x becomes a transposed copy, in memory of its own.

caught by: transpose_keeps_the_memory
"""


def transpose_(x):
    x.data = x.t().contiguous()
    return x
