"""Gradients are cleared before they are used.

caught by: steps_against_the_gradient
"""


def sgd_step_(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p.grad.zero_()
                p -= lr * p.grad
