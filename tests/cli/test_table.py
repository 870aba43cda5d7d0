"""The table at the end of a run."""

from pathlib import Path

import pytest

from grader.cli.table import MAX_ROWS, Line, line, phrase, table
from grader.course import Course
from grader.messages import Message
from grader.records import CheckRecord, Fault, Outcome, SubmissionRecord

COURSE = Course(Path(__file__).resolve().parents[2])


def record(*checks, faults=()):
    """A graded submission with these checks, one point each."""
    made = tuple(
        CheckRecord(
            f"c{number}",
            exercise,
            outcome,
            float(outcome is Outcome.PASSED),
            float(outcome is not Outcome.ERROR),
            messages=tuple(map(Message, messages)),
        )
        for number, (exercise, outcome, *messages) in enumerate(checks)
    )
    source = "ana/tensors.py"
    return SubmissionRecord("ana", "tensors", source, "module", "d", checks=made, faults=faults)


PASSED, FAILED, ERROR = Outcome.PASSED, Outcome.FAILED, Outcome.ERROR


@pytest.mark.parametrize(
    ("checks", "faults", "said"),
    [
        ([("zeros", PASSED)], (), ""),
        ([("zeros", FAILED, "Too few.")], (), "zeros: Too few."),
        ([("zeros", FAILED, "a."), ("ones", FAILED, "b.")], (), "zeros, ones"),
        ([("zeros", FAILED, "a."), ("ones", FAILED, "a.")], (), "zeros, ones: a."),
        ([(n, FAILED) for n in "abcde"], (), "a, b, c (+2)"),
        ([("zeros", ERROR)], (), "our fault: zeros"),
        ([], (Fault("student", Message("No Python.")),), "No Python."),
        (
            [],
            (Fault("student", Message("Late.")), Fault("grader", Message("Lost."))),
            "our fault: Lost.",
        ),
    ],
)
def test_what_went_wrong_in_a_phrase(checks, faults, said):
    """A fault comes before checks, ours before the student's, and one reason is named."""
    assert phrase(record(*checks, faults=faults)) == said


def test_a_phrase_cannot_draw_on_the_terminal():
    """Escapes and line breaks in what a student's code said stay text on one line."""
    said = phrase(record(("zeros", FAILED, "\x1b[2Jgone\nline")))
    assert "\x1b" not in said
    assert "\n" not in said


def test_a_line_of_a_record():
    """A line has the record's points, and says whether there is nothing to look at."""
    found = line(record(("zeros", PASSED), ("ones", FAILED)), COURSE)
    assert (found.points, found.max_points, found.full) == (1, 2, False)
    assert line(record(("zeros", PASSED)), COURSE).full


def one(student, points=1.0, order=0, provisional=False):
    """A line of the table."""
    return Line(student, "tensors", points, 1.0, "", provisional, order)


def test_students_stand_in_the_order_of_the_alphabet():
    """Accents and case do not send anybody to the end of the list."""
    drawn, more = table([one("zoe"), one("Élida"), one("ana"), one("Eva")])
    assert ([str(cell) for cell in drawn.columns[0].cells], more) == (
        ["ana", "Élida", "Eva", "zoe"],
        0,
    )


def test_of_a_large_class_what_is_below_full_marks_is_shown():
    """Where not all fit, whoever needs a look is shown, and the rest is counted."""
    many = [one(f"s{number:03}") for number in range(MAX_ROWS)]
    drawn, more = table([*many, one("x", 0.5), one("y", provisional=True)])
    assert [str(cell) for cell in drawn.columns[0].cells] == ["x", "y"]
    assert more == MAX_ROWS


def test_a_name_is_not_read_as_markup():
    """Brackets in a name are shown as they are."""
    drawn, _ = table([one("[red]ana[/red]")])
    assert str(next(iter(drawn.columns[0].cells))) == "[red]ana[/red]"
