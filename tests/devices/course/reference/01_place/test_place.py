"""Hidden checks of one function: what it gives, and where that lies."""

import torch

from grader.checks import agree, points


def gradient(solution, x):
    """The gradient of the sum of squares."""
    x.requires_grad_()
    (solution.shift(x) ** 2).sum().backward()
    return x.grad


@points(1, exercise="shift", hint="Add one.")
def test_shifts(student, reference, randn):
    """`shift` adds one."""
    x = randn(4)
    agree(student.shift(x), reference.shift(x))


@points(2, exercise="shift", hint="Where does x lie?")
def test_shifts_on_any_device(student, reference, devices, randn):
    """On any device, the sum is right, lies where x lies, and is tracked."""
    x = randn(4)
    for device in devices:
        agree(student.on(device).shift(x), reference.on(device).shift(x))
        x = x.to(torch.float64)
        agree(student.on(device).run(gradient, x), reference.on(device).run(gradient, x))
        x = x.to(torch.float32)
