"""What was found in a repository, as every format tells it: checks, places, whole points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from grader.course import Course
from grader.examiner.wording import NOT_WRITTEN, RAISED
from grader.messages import Message
from grader.practice.findings import findings, labelled
from grader.records import CheckRecord, Fault, Outcome, Place, SubmissionRecord
from grader.reports.texts import Texts, where

MAX_SCALE = 1000
MAX_DETAIL = 1500
STATUS = {Outcome.PASSED: "pass", Outcome.FAILED: "fail", Outcome.ERROR: "error"}


@dataclass(frozen=True)
class Line:
    """One check. A line of 0 is none: the check says nothing about a place."""

    id: str
    exercise: str
    status: str  # "pass" | "fail" | "error" (ours) | "skip" (costs nobody a point)
    score: int
    max_score: int
    sentence: str
    messages: tuple[str, ...]
    detail: str  # what came back and what should have: public checks hide neither
    hint: str
    place: str  # "line 3", "cell 2, line 3"
    line: int  # of the file: of a notebook, 1
    duration_s: float
    blank: bool = False  # its exercise is still as the skeleton has it


@dataclass(frozen=True)
class Remark:
    """Something that was found before any check."""

    ours: bool
    message: str
    detail: str
    place: str
    line: int


@dataclass(frozen=True)
class Sheet:
    """One assignment."""

    name: str
    slug: str
    title: str
    file: str
    titles: dict[str, str]  # of exercises
    remarks: tuple[Remark, ...]
    printed: str
    lines: tuple[Line, ...]
    provisional: bool
    duration_s: float

    def blank(self, exercise: str) -> bool:
        """Whether an exercise is still as the skeleton has it."""
        return any(line.blank for line in self.lines if line.exercise == exercise)

    def status(self, exercise: str) -> str:
        """How an exercise ended: the worst of its checks."""
        found = {line.status for line in self.lines if line.exercise == exercise}
        return next((s for s in ("error", "fail", "pass") if s in found), "skip")

    def told(self) -> list[Line]:
        """The checks that did not pass; of an exercise that is not written, the first alone."""
        seen: set[str] = set()
        lines = [line for line in self.lines if line.status in ("fail", "error")]
        shown = []
        for line in lines:
            if line.exercise not in seen or not self.blank(line.exercise):
                shown.append(line)
            seen.add(line.exercise)
        return shown

    def exercises(self) -> dict[str, list[Line]]:
        """The checks by exercise, both in order."""
        groups: dict[str, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(line.exercise, []).append(line)
        return groups


@dataclass(frozen=True)
class Report:
    """All assignments of a repository."""

    lang: str
    sheets: tuple[Sheet, ...]

    @cached_property
    def status(self) -> str:
        """`error` where a fault of ours leaves something open, else `pass` or `fail`."""
        if any(sheet.provisional for sheet in self.sheets):
            return "error"
        failed = any(line.status == "fail" for line in self.lines)
        return "fail" if failed or any(s.remarks for s in self.sheets if not s.lines) else "pass"

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The checks of all assignments."""
        return tuple(line for sheet in self.sheets for line in sheet.lines)

    @property
    def score(self) -> int:
        """Points earned."""
        return sum(line.score for line in self.lines)

    @property
    def max_score(self) -> int:
        """Points that could be earned by what could be judged."""
        return sum(line.max_score for line in self.lines)

    def say(self, text: str, /, **values: object) -> str:
        """A sentence in the reader's language."""
        return Message(text, {k: str(v) for k, v in values.items()}).in_language(self.lang)


def report(records: Iterable[SubmissionRecord], course: Course, lang: str) -> Report:
    """All that formats tell of these records."""
    records = list(records)
    scale = scale_of(check.max_points for record in records for check in record.checks)
    return Report(lang, tuple(_sheet(record, course, lang, scale) for record in records))


def scale_of(points: Iterable[float]) -> int:
    """By what points are multiplied so that each check is worth a whole number of them.

    >>> scale_of([0.5, 1, 2]), scale_of([1 / 3, 2]), scale_of([1, 2])
    (2, 3, 1)
    """
    fractions = [Fraction(p).limit_denominator(MAX_SCALE) for p in points]
    return min(math.lcm(1, *(f.denominator for f in fractions)), MAX_SCALE)


def _sheet(record: SubmissionRecord, course: Course, lang: str, scale: int) -> Sheet:
    assignment = course.find(record.assignment)
    texts = Texts(assignment, record.assignment, lang)
    return Sheet(
        name=assignment.name,
        slug=assignment.slug,
        title=texts.title,
        file=record.source,
        titles={name: texts.exercise_title(name) for name in texts.exercises},
        remarks=tuple(_remark(fault, lang) for fault in record.faults),
        printed=record.output,
        lines=tuple(_line(check, record, texts, scale) for check in record.checks),
        provisional=record.provisional,
        duration_s=record.duration_s,
    )


def _line(check: CheckRecord, record: SubmissionRecord, texts: Texts, scale: int) -> Line:
    at = check.where or definition(record, check.exercise)
    skipped = check.outcome is Outcome.NOT_RUN and not check.max_points
    told = check.outcome in (Outcome.FAILED, Outcome.ERROR)
    return Line(
        id=check.id,
        exercise=check.exercise,
        status="skip" if skipped else STATUS.get(check.outcome, "fail"),
        score=round(check.points * scale),
        max_score=round(check.max_points * scale),
        sentence=texts.sentence(check),
        messages=tuple(message.in_language(texts.lang) for message in check.messages),
        detail=_detail(check, texts.lang) if told else "",
        hint=texts.hint(check),
        place=where(at, texts.lang) if at else "",
        line=_line_of(at),
        duration_s=check.duration_s,
        blank=any(message.text == NOT_WRITTEN for message in check.messages),
    )


def _detail(check: CheckRecord, lang: str) -> str:
    """What came back and what should have; of what raised, the text that is not told yet."""
    raised = [message for message in check.messages if "type" in message.args]
    if not raised and not check.staff.startswith("Traceback"):
        return labelled(findings(check.staff), lambda text: Message(text).in_language(lang))
    untold = any(message.text == RAISED for message in raised)
    lines = check.staff.rstrip().splitlines()
    starts = (n for n, line in enumerate(lines) if n and not line.startswith(" "))  # after frames
    return "\n".join(lines[next(starts, 0) :])[:MAX_DETAIL] if untold else ""


def _remark(fault: Fault, lang: str) -> Remark:
    return Remark(
        ours=fault.whose == "grader",
        message=fault.message.in_language(lang),
        detail=fault.detail.strip()[:MAX_DETAIL],
        place=where(fault.where, lang) if fault.where else "",
        line=_line_of(fault.where),
    )


def _line_of(place: Place | None) -> int:
    return 0 if place is None else 1 if place.cell else place.line


def definition(record: SubmissionRecord, name: str) -> Place | None:
    """Where the student's text last defines a name; found in the text, nothing is parsed."""
    own = re.escape(name)
    pattern = re.compile(rf"^(?:(?:async )?def|class) +{own}\b|^{own} *=(?!=)", re.MULTILINE)
    module: list[tuple[int | None, str]] = [(None, record.text)]
    texts = [(cell.number, cell.source) for cell in record.cells] if record.cells else module
    places = [
        Place(text.count("\n", 0, found.start()) + 1, number)
        for number, text in texts
        for found in pattern.finditer(text)
    ]
    return places[-1] if places else None
