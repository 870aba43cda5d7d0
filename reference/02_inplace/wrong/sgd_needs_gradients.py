"""A parameter without a gradient breaks the step.

caught by: parameters_without_a_gradient_stay
"""


def sgd_step_(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad = None
