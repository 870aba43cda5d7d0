"""After the step the parameters do not require grad any more.

caught by: parameters_stay_leaves
"""


def sgd_step_(params, lr):
    for p in params:
        if p.grad is not None:
            step = lr * p.grad
            p.requires_grad_(False).sub_(step)
            p.grad = None
