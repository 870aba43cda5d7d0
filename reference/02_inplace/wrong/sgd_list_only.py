"""New tensors are put into the list; the parameters stay.

caught by: steps_against_the_gradient
"""


def sgd_step_(params, lr):
    for i, p in enumerate(params):
        if p.grad is not None:
            params[i] = (p - lr * p.grad).detach().requires_grad_()
            p.grad = None
