"""The learning rate is not looked at.

caught by: steps_against_the_gradient
"""


def sgd_step_(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= p.grad
                p.grad = None
