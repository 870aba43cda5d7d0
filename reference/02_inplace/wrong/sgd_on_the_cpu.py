"""Each parameter comes back to the CPU with its step.

caught by: steps_on_any_device
"""


def sgd_step_(params, lr):
    for p in params:
        if p.grad is not None:
            p.data = p.data.cpu().sub_(p.grad.cpu(), alpha=lr)
            p.grad = None
