"""Hidden checks of a course that is as small as can be: the tests' own."""

import pytest

from grader.checks import agree, points


@points(2, exercise="double", hint="Add x to itself.")
@pytest.mark.parametrize("rows", [1, 3])
def test_doubles(student, reference, randn, rows):
    """`double` gives twice x."""
    x = randn(rows, 2)
    agree(student.double(x), reference.double(x))


@points(1, exercise="negate", hint="Change the sign.")
def test_negates(student, reference, randn):
    """`negate` changes the sign."""
    x = randn(3)
    agree(student.negate(x), reference.negate(x))


@points(1, exercise="total", hint="Add everything up.")
def test_adds_up(student, reference, randn):
    """`total` adds everything up."""
    x = randn(3, 2)
    agree(student.total(x), reference.total(x))
