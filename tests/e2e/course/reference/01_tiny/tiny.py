def double(x):
    return x + x


def negate(x):
    return -x


def total(x):
    return x.sum()
