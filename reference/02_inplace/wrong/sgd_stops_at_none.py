"""The step ends at the first parameter without a gradient.

caught by: parameters_without_a_gradient_stay
"""


def sgd_step_(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is None:
                return
            p -= lr * p.grad
            p.grad = None
