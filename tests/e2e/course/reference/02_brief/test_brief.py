"""Hidden checks of an assignment that has little time in all."""

from grader.checks import agree, points


@points(1, exercise="first", hint="A one.")
def test_first_is_one(student, reference):
    """`first` is one."""
    agree(student.first(), reference.first())


@points(1, exercise="second", hint="A two.")
def test_second_is_two(student, reference):
    """`second` is two."""
    agree(student.second(), reference.second())
