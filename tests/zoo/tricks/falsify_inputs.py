"""Changes its inputs in place, so that what is expected changes with them.

row: falsify
points: 0 0 0
"""


def double(x):
    return x.zero_()


def negate(x):
    x.fill_(float("nan"))
    return x


def total(x):
    x.resize_(0)
    return x.sum()
