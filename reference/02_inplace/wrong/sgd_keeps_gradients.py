"""Gradients stay, and the next backward adds to them.

caught by: gradients_are_cleared
"""


def sgd_step_(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
