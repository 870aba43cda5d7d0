"""The name in the loop gets the new values, the parameter does not.

caught by: steps_against_the_gradient
"""


def sgd_step_(params, lr):
    for p in params:
        if p.grad is not None:
            with torch.no_grad():
                p = p - lr * p.grad
            p.grad = None
