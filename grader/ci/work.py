"""Which files of a repository are judged, and judging them in slots like those of a class."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from grader.course import Assignment, Course
from grader.discovery import SUFFIXES, Candidate
from grader.faults import GraderFault, StudentFault, UsageFault
from grader.intake import read_submission
from grader.messages import Message, mark
from grader.records import SubmissionRecord
from grader.sandbox.layers import Layers
from grader.slots import Event, Settings, Work, grade_class

MISSING = mark("`{name}` is not in this repository.")
SEED = 0  # as in grader check: whoever tries again meets the same inputs


def found(repository: Path, course: Course, named: Iterable[str], student: str) -> list[Work]:
    """The files to judge: of each assignment its module and its notebook, where they are there.

    An assignment without a file is one that nothing was handed in for.

    Raises:
        UsageFault: no such assignment, or the repository has none of the files.
    """
    if not repository.is_dir():
        raise UsageFault(f"{repository}: no such folder; name the student's repository.")
    chosen = [course.find(name) for name in dict.fromkeys(named)] or list(course)
    works = {a.name: list(_works(repository, a, student)) for a in chosen}
    if not any(works.values()):
        names = ", ".join(f"{a.slug}/{a.name}.py" for a in chosen)
        raise UsageFault(f"{repository}: nothing to check: no {names}, nor the same as .ipynb.")
    return [work for a in chosen for work in works[a.name] or [_missing(a, student)]]


def _works(repository: Path, assignment: Assignment, student: str) -> Iterator[Work]:
    for suffix, form in SUFFIXES.items():
        for place in (f"{assignment.slug}/{assignment.name}", assignment.name):
            path = repository / f"{place}{suffix}"
            if os.path.lexists(path):
                candidate = Candidate(student, assignment, form, path, repository)
                read = partial(read_submission, candidate)
                yield Work(student, assignment, form, candidate.source, read)
                break


def _missing(assignment: Assignment, student: str) -> Work:
    source = f"{assignment.slug}/{assignment.name}.py"

    def read() -> bytes:
        raise StudentFault(Message(MISSING, {"name": source}))

    return Work(student, assignment, "module", source, read)


def judged(
    works: list[Work],
    course: Course,
    layers: Layers,
    secret: tuple[Path, ...],
    note: Callable[[str], None],
) -> list[SubmissionRecord]:
    """The record of each assignment; of two forms of one, the one with more points.

    Raises:
        GraderFault: something could not be judged at all.
    """
    lost: list[str] = []

    def on_event(event: Event) -> None:
        if event.kind in ("retried", "failed", "slot-lost"):
            lost.append(event.detail)

    names = tuple(dict.fromkeys(work.assignment.name for work in works))
    jobs = min(len(os.sched_getaffinity(0)), len(works))
    settings = Settings(course, layers, SEED, jobs, names, secret=secret)
    records = list(grade_class(works, settings=settings, on_event=on_event))
    for why in dict.fromkeys(lost):
        note(why)
    if len(records) < len(works):
        raise GraderFault("not all of the work could be judged; see what is told above.")
    for record in records:
        if not record.checks and not record.faults:
            raise GraderFault(f"the kit has no check for {record.assignment}.")
    return [_best([r for r in records if r.assignment == name]) for name in names]


def _best(records: list[SubmissionRecord]) -> SubmissionRecord:
    return max(records, key=lambda r: (r.points, r.form == "notebook"))
