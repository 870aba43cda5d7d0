"""The step is recorded, which PyTorch refuses for a leaf.

caught by: steps_against_the_gradient
"""


def sgd_step_(params, lr):
    for p in params:
        if p.grad is not None:
            p -= lr * p.grad
            p.grad = None
