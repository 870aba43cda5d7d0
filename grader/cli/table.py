"""The table at the end of a run: student, assignment, points, and what went wrong in a phrase."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rich import box
from rich.table import Table
from rich.text import Text

from grader.course import Course
from grader.records import Outcome, SubmissionRecord
from grader.reports.safe import one_line

MAX_ROWS = 60
MAX_PHRASE = 90


@dataclass(frozen=True)
class Line:
    """What the table needs of a record."""

    student: str
    assignment: str
    points: float
    max_points: float
    phrase: str
    provisional: bool
    order: int  # the assignment's, in the course

    @property
    def place(self) -> tuple[str, str, int]:
        """Where it stands: accents and case do not matter to the order of students."""
        plain = unicodedata.normalize("NFKD", self.student).casefold()
        letters = "".join(c for c in plain if not unicodedata.combining(c))
        return letters, self.student, self.order

    @property
    def full(self) -> bool:
        """Whether there is nothing to look at."""
        return self.points >= self.max_points and not self.provisional


def line(record: SubmissionRecord, course: Course, amended: float = 0.0) -> Line:
    """The line of a record. `amended`: points that staff added."""
    known = list(course.assignments)
    return Line(
        student=one_line(record.student, 120),
        assignment=record.assignment,
        points=round(record.points + amended, 6),
        max_points=record.max_points,
        phrase=" ".join(
            filter(None, (phrase(record), f"({amended:+g} by staff)" if amended else ""))
        ),
        provisional=record.provisional,
        order=known.index(record.assignment) if record.assignment in known else len(known),
    )


def phrase(record: SubmissionRecord) -> str:
    """What went wrong, in a phrase; "" where nothing did."""
    faults = sorted(record.faults, key=lambda fault: fault.whose)  # ours come first
    if faults:
        ours = "our fault: " if faults[0].whose == "grader" else ""
        return one_line(ours + faults[0].message.english(), MAX_PHRASE)
    wrong = [check for check in record.checks if check.outcome is not Outcome.PASSED]
    if not wrong:
        return ""
    names = list(dict.fromkeys(check.exercise for check in wrong))
    said = list(dict.fromkeys(m.english() for check in wrong for m in check.messages[-1:]))
    text = ", ".join(names[:3]) + (f" (+{len(names) - 3})" if len(names) > 3 else "")
    if len(said) == 1 or (said and len(names) == 1):
        text += f": {said[0]}"
    if any(check.outcome is Outcome.ERROR for check in wrong):
        text = f"our fault: {text}"
    return one_line(text, MAX_PHRASE)


def table(lines: Iterable[Line]) -> tuple[Table, int]:
    """The table, and how many lines it leaves out; what is below full marks goes first then."""
    every = sorted(lines, key=lambda line: line.place)
    shown = every
    if len(every) > MAX_ROWS:
        shown = [line for line in every if not line.full][:MAX_ROWS]
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    drawn.add_column("student", max_width=26, overflow="fold")
    drawn.add_column("assignment", no_wrap=True)
    drawn.add_column("points", justify="right", no_wrap=True)
    drawn.add_column("what went wrong", overflow="fold")
    before = ""
    for entry in shown:
        name = Text("" if entry.student == before else entry.student)
        points = f"{entry.points:g} / {entry.max_points:g}{' ?' if entry.provisional else ''}"
        drawn.add_row(name, entry.assignment, points, Text(entry.phrase))
        before = entry.student
    return drawn, len(every) - len(shown)
