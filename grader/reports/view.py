"""What a student's page says of a submission: made from the record, holding nothing for staff.

The student's template is given these views and never the record, so that `CheckRecord.staff`, the
seed, and ids with a hidden check's parameters cannot reach it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from grader.records import CheckRecord, Fault, Outcome, Place, SubmissionRecord
from grader.reports import code
from grader.reports.names import anchor
from grader.reports.safe import cut, inline, one_line, visible
from grader.reports.texts import Texts, max_points, where

MAX_PRINTED = 40_000


@dataclass(frozen=True)
class Spot:
    """A place in the student's own source, with the line's text where there is such a line."""

    label: str
    href: str
    text: str


@dataclass(frozen=True)
class CheckView:
    """One check: its sentence, how it ended, and what the student's code did."""

    anchor: str
    outcome: str
    points: float
    max_points: float
    sentence: Markup
    hint: Markup
    messages: tuple[Markup, ...]
    spot: Spot | None
    case: int = 0  # of several checks with one sentence, which; 0 where there is one alone
    cases: int = 0


@dataclass(frozen=True)
class ExerciseView:
    """One exercise with its checks."""

    name: str
    anchor: str
    title: Markup
    hint: Markup
    points: float
    max_points: float
    checks: tuple[CheckView, ...]

    @property
    def state(self) -> str:
        """The outcome that stands for all: the worst that concerns the student."""
        found = {check.outcome for check in self.checks}
        order = (Outcome.FAILED, Outcome.ERROR, Outcome.NOT_RUN, Outcome.PASSED)
        return str(next((outcome for outcome in order if outcome in found), Outcome.NOT_RUN))


@dataclass(frozen=True)
class FaultView:
    """Something that went wrong outside any one check."""

    whose: str
    anchor: str
    message: Markup
    spot: Spot | None
    detail: str


@dataclass(frozen=True)
class SubmissionView:
    """All that a student's page shows."""

    student: str
    title: str
    file: str
    form: str
    digest: str
    graded_at: str
    points: float
    max_points: float
    amended: float
    provisional: bool
    exercises: tuple[ExerciseView, ...]
    faults: tuple[FaultView, ...]
    printed: str
    printed_more: int
    listing: code.Listing | None
    cells: tuple[code.CellView, ...]
    cells_more: int

    @property
    def checks(self) -> tuple[CheckView, ...]:
        """The checks of all exercises."""
        return tuple(check for exercise in self.exercises for check in exercise.checks)

    @property
    def passed(self) -> int:
        """How many checks were passed."""
        return sum(check.outcome == Outcome.PASSED for check in self.checks)


def submission(record: SubmissionRecord, texts: Texts, amended: float = 0.0) -> SubmissionView:
    """The view of a record. `amended`: points that staff added, or took away."""
    exercises = _exercises(record, texts)
    faults = tuple(_fault(n, f, record, texts.lang) for n, f in enumerate(record.faults, 1))
    remarks = _remarks(record, exercises, faults)
    printed, more = cut(record.output, MAX_PRINTED)
    module = record.form == "module" and bool(record.text)
    return SubmissionView(
        student=one_line(record.student, 120),
        title=one_line(texts.title),
        file=one_line(record.source.rpartition("/")[2], 120),
        form=record.form,
        digest=record.digest,
        graded_at=record.started_at,
        points=record.points + amended,
        max_points=max_points(record, texts),
        amended=amended,
        provisional=record.provisional,
        exercises=exercises,
        faults=faults,
        printed=visible(printed),
        printed_more=more,
        listing=code.listing(record.text, remarks.get(None, {})) if module else None,
        cells=code.cells(record.cells, remarks),
        cells_more=max(0, len(record.cells) - code.MAX_CELLS),
    )


def _exercises(record: SubmissionRecord, texts: Texts) -> tuple[ExerciseView, ...]:
    """The exercises in the assignment's order, also those without a check in the record."""
    groups = record.exercises()
    ours = not record.checks and any(fault.whose == "grader" for fault in record.faults)
    views: list[ExerciseView] = []
    for name in dict.fromkeys([*texts.exercises, *groups]):
        checks = groups.get(name, ())
        worth = 0.0 if ours or record.checks else texts.exercises[name].points
        title, hint = texts.exercise_title(name), texts.exercise_hint(name)
        views.append(
            ExerciseView(
                name=name,
                anchor=f"e-{len(views) + 1}",
                title=inline(title),
                hint=inline(hint),
                points=round(sum(c.points for c in checks), 6),
                max_points=round(sum(c.max_points for c in checks), 6) if checks else worth,
                checks=_checks(checks, record, texts),
            )
        )
    return tuple(views)


def _checks(
    checks: tuple[CheckRecord, ...], record: SubmissionRecord, texts: Texts
) -> tuple[CheckView, ...]:
    sentences = [texts.sentence(check) for check in checks]
    total, seen = Counter(sentences), Counter[str]()
    views: list[CheckView] = []
    for check, sentence in zip(checks, sentences, strict=True):
        seen[sentence] += 1
        several = total[sentence] > 1
        views.append(
            CheckView(
                anchor=anchor(check.id),
                outcome=str(check.outcome),
                points=check.points,
                max_points=check.max_points,
                sentence=inline(sentence),
                hint=inline(texts.hint(check)),
                messages=tuple(inline(m.in_language(texts.lang)) for m in check.messages),
                spot=_spot(check.where, record, texts.lang),
                case=seen[sentence] if several else 0,
                cases=total[sentence] if several else 0,
            )
        )
    return tuple(views)


def _fault(number: int, fault: Fault, record: SubmissionRecord, lang: str) -> FaultView:
    """A fault as a student may see it: of ours, only the sentence."""
    return FaultView(
        fault.whose,
        f"f-{number}",
        inline(fault.message.in_language(lang)),
        _spot(fault.where, record, lang),
        visible(fault.detail[:8000]) if fault.whose == "student" else "",
    )


def _spot(place: Place | None, record: SubmissionRecord, lang: str) -> Spot | None:
    if place is None:
        return None
    text = code.line_at(record, place)
    shown = text is not None and place.line <= code.MAX_LINES
    return Spot(where(place, lang), "#" + code.line_anchor(place) if shown else "", text or "")


def _remarks(
    record: SubmissionRecord, exercises: tuple[ExerciseView, ...], faults: tuple[FaultView, ...]
) -> dict[int | None, dict[int, list[code.Remark]]]:
    """What is said about each line: cell (None in a module) -> line -> remarks."""
    found: dict[int | None, dict[int, list[code.Remark]]] = defaultdict(lambda: defaultdict(list))

    def say(place: Place, remark: code.Remark) -> None:
        said = found[place.cell][place.line]
        if all((r.label, r.text) != (remark.label, remark.text) for r in said):
            said.append(remark)

    for view, fault in zip(faults, record.faults, strict=True):
        if fault.where and view.spot:
            remark = code.Remark(view.anchor, view.spot.label, view.message, "failed")
            say(fault.where, remark)
    by_anchor = {c.anchor: (e.name, c) for e in exercises for c in e.checks}
    for check in record.checks:
        if check.where and check.outcome is not Outcome.PASSED:
            name, shown = by_anchor[anchor(check.id)]
            text = shown.messages[0] if shown.messages else shown.sentence
            say(check.where, code.Remark(shown.anchor, name, text, shown.outcome))
    return found
