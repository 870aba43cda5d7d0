"""Only the last parameter's gradient is cleared.

caught by: gradients_are_cleared
"""


def sgd_step_(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
        p.grad = None
