"""Which course, which submissions, and which of them are to be graded now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.course import Assignment, Course, course_root
from grader.discovery import Candidate, text_of_name
from grader.faults import UsageFault
from grader.gradebook import Gradebook
from grader.intake import look, read_submission
from grader.sandbox.gpus import Devices
from grader.slots import Work


def course_at(named: Path | None) -> Course:
    """The course in `course_root(named)`.

    Raises:
        UsageFault: there is none.
    """
    return Course(course_root(named))


@dataclass(frozen=True)
class Selection:
    """The assignments and students that the command line names; none stands for all."""

    assignments: frozenset[str]
    students: frozenset[str]

    def of(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The candidates that are selected.

        Raises:
            UsageFault: a student has handed in nothing.
        """
        chosen = [
            c for c in candidates if not self.assignments or c.assignment.name in self.assignments
        ]
        if not self.students:
            return chosen
        unknown = sorted(self.students - {candidate.student for candidate in chosen})
        if unknown:
            raise UsageFault(f"no submission of {unknown[0]!r} was found.")
        return [candidate for candidate in chosen if candidate.student in self.students]


def selection(course: Course, assignments: list[str], students: list[str]) -> Selection:
    """What is selected by name.

    Raises:
        UsageFault: there is no such assignment.
    """
    named: list[Assignment] = [course.find(name) for name in assignments]
    return Selection(
        frozenset(assignment.name for assignment in named),
        frozenset(map(text_of_name, students)),
    )


def work_left(
    chosen: Iterable[Candidate],
    gradebook: Gradebook,
    seed: int,
    devices: Devices,
    *,
    force: bool,
) -> Iterator[Work]:
    """What is new, changed, judged by other checks or devices, or left open by a fault of ours."""
    known = {} if force else gradebook.known(seed)
    for candidate in chosen:
        seen = look(candidate)
        judged_by = devices.digest(candidate.assignment.checks_digest)
        now = (seen.digest, candidate.form, judged_by)
        if seen.digest and known.get((candidate.student, candidate.assignment.name)) == now:
            continue
        yield _work(replace(candidate, notes=(*candidate.notes, *seen.notes)), seen.refused, now[0])


def _work(candidate: Candidate, refused: Exception | None, digest: str) -> Work:
    """A submission that waits. It is read again at its turn: a class does not fit in memory."""

    def read() -> bytes:
        if refused is not None:
            raise refused
        return read_submission(candidate)

    return Work(
        student=candidate.student,
        assignment=candidate.assignment,
        form=candidate.form,
        source=candidate.source,
        read=read,
        digest=digest if refused is not None else "",  # of what is read then, not of what was now
        notes=candidate.notes,
    )
