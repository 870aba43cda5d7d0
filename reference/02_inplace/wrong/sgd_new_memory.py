"""The parameter gets new memory.

caught by: step_keeps_the_storage
"""


def sgd_step_(params, lr):
    for p in params:
        if p.grad is not None:
            p.data = p.data - lr * p.grad
            p.grad = None
