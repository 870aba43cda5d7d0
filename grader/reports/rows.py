"""What is kept of each record while a class streams by: one small row, and counts by check."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from grader.records import CheckRecord, Outcome, SubmissionRecord
from grader.reports.charts import Bar, histogram
from grader.reports.names import student_id
from grader.reports.safe import one_line
from grader.reports.texts import Texts, max_points

MAX_KINDS = 200  # different things that codes did at one check: more are not told apart


@dataclass(frozen=True, slots=True)
class Row:
    """One grade. `points` counts amendments; `earned` is what the checks gave."""

    student: str
    shown: str
    folder: str
    assignment: str
    source: str
    digest: str
    graded_at: str
    points: float
    earned: float
    max_points: float
    provisional: bool
    exercises: tuple[tuple[str, float, float], ...]  # name, points, max_points
    ours: tuple[str, ...]  # what went wrong with us, in the run's language

    @property
    def share(self) -> float:
        """Points over what could be earned."""
        return self.points / self.max_points if self.max_points else 0.0

    @property
    def state(self) -> str:
        """How a grade is shown: "open", "full", "zero" or in no special way."""
        if self.provisional:
            return "open"
        return "full" if self.share >= 1 else "" if self.points > 0 else "zero"


@dataclass(slots=True)
class Tally:
    """How a class fared at one check."""

    id: str
    exercise: str
    sentence: str
    passed: int = 0
    judged: int = 0
    failing: list[Row] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """The share that passed."""
        return self.passed / self.judged if self.judged else 1.0

    def count(self, check: CheckRecord, row: Row, lang: str) -> None:
        """Count one submission; errors of ours and skips of ours say nothing about the check."""
        if check.outcome is Outcome.ERROR or not check.max_points:
            return
        self.judged += 1
        if check.outcome is Outcome.PASSED:
            self.passed += 1
            return
        self.failing.append(row)
        kind = one_line(" ".join(message.in_language(lang) for message in check.messages), 240)
        if kind and (kind in self.kinds or len(self.kinds) < MAX_KINDS):
            self.kinds[kind] += 1


@dataclass(frozen=True)
class Spread:
    """One assignment in a class."""

    name: str
    title: str
    max_points: float
    count: int
    mean: float  # of the shares, 0 to 1
    median: float
    full: int
    zero: int
    bars: tuple[Bar, ...]


def row_of(record: SubmissionRecord, texts: Texts, amended: float) -> Row:
    """The row of a record."""
    return Row(
        student=record.student,
        shown=one_line(record.student, 80) or "—",
        folder=student_id(record.student),
        assignment=record.assignment,
        source=record.source,
        digest=record.digest,
        graded_at=record.started_at,
        points=round(record.points + amended, 6),
        earned=record.points,
        max_points=max_points(record, texts),
        provisional=record.provisional,
        exercises=tuple((name, *_sums(checks)) for name, checks in record.exercises().items()),
        ours=_ours(record, texts),
    )


def spread(rows: list[Row], texts: Texts) -> Spread:
    """The spread of the grades of one assignment; provisional ones wait outside."""
    shares = [row.share for row in rows if row.max_points and not row.provisional]
    return Spread(
        name=texts.name,
        title=texts.title,
        max_points=texts.max_points or max((row.max_points for row in rows), default=0.0),
        count=len(shares),
        mean=sum(shares) / len(shares) if shares else 0.0,
        median=median(shares) if shares else 0.0,
        full=sum(share >= 1 for share in shares),
        zero=sum(share <= 0 for share in shares),
        bars=histogram(shares),
    )


def _sums(checks: tuple[CheckRecord, ...]) -> tuple[float, float]:
    points = round(sum(check.points for check in checks), 6)
    return points, round(sum(check.max_points for check in checks), 6)


def _ours(record: SubmissionRecord, texts: Texts) -> tuple[str, ...]:
    said = [f.message.in_language(texts.lang) for f in record.faults if f.whose == "grader"]
    said += [texts.sentence(c) for c in record.checks if c.outcome is Outcome.ERROR]
    return tuple(one_line(sentence) for sentence in said)
