"""Augmented assignments, masks, `.data`."""


def add_five_(x):
    x += 5
    return x


def transpose_(x):
    x.data = x.data.T
    return x


def scale_rows_(x, factors):
    x *= factors[:, None]
    return x


def replace_negatives_(x, value):
    x[x < 0] = value
    return x


def clamp_copy(x, low, high):
    y = x.clone()
    y[y < low] = low
    y[y > high] = high
    return y


def sgd_step_(params, lr):
    for p in params:
        if p.grad is None:
            continue
        p.data -= lr * p.grad
        p.grad.zero_()
