"""Public checks of a small assignment."""

import torch

from grader.checks import agree, points


@points(1.5, exercise="double", hint="`x + x` is one way.")
def test_twice_two(student):
    """`double` of [1, 2] is [2, 4]."""
    agree(student.double(torch.tensor([1.0, 2.0])), torch.tensor([2.0, 4.0]))


@points(0.5, exercise="double", hint="Zero stays.")
def test_twice_zero(student):
    """`double` of zero is zero."""
    agree(student.double(torch.zeros(1)), torch.zeros(1))


@points(1, exercise="negate", hint="A minus does it.")
def test_the_other_sign(student):
    """`negate` of 3 is -3."""
    agree(student.negate(torch.tensor([3.0])), torch.tensor([-3.0]))


@points(1, exercise="total", hint="`x.sum()`.")
def test_sum_of_three(student):
    """`total` of three ones is 3."""
    agree(student.total(torch.ones(3)), torch.tensor(3.0))
