"""What a student should do next: at most three steps, the most useful first."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from grader.records import Outcome, SubmissionRecord
from grader.reports.view import ExerciseView, SubmissionView

MAX_STEPS = 3
EMPTY = Markup()
NOT_WRITTEN = "This exercise is not written yet: the skeleton's `raise` is still there."


@dataclass(frozen=True)
class Step:
    """One thing to do: "load" (mend the file), "fix" (an exercise) or "write" (exercises)."""

    kind: str
    href: str = ""
    text: Markup = EMPTY
    hint: Markup = EMPTY
    exercises: tuple[ExerciseView, ...] = ()


@dataclass(frozen=True)
class Advice:
    """How it went ("full", "most", "some", "none", "open"), and the steps."""

    tone: str
    steps: tuple[Step, ...]
    left: int  # exercises below full marks


def advice(view: SubmissionView, record: SubmissionRecord) -> Advice:
    """What to say first on a student's page.

    An exercise that is not written yet is one step for all such; one that fails is a step of its
    own, with its first failing check's hint, or else the exercise's.
    """
    blank = _not_written(record)
    below = [e for e in view.exercises if e.points < e.max_points]
    wrong = [e for e in below if e.name not in blank]
    loading = [f for f in view.faults if f.whose == "student"]
    steps = [Step("load", f"#{f.anchor}", f.message) for f in loading[:1]]
    if not loading or any(e.state == Outcome.FAILED for e in wrong):
        steps += [_fix(e) for e in wrong if e.state != Outcome.ERROR]
    unwritten = tuple(e for e in below if e.name in blank)
    if unwritten:
        keep = MAX_STEPS - 1
        steps = [*steps[:keep], Step("write", f"#{unwritten[0].anchor}", exercises=unwritten)]
    return Advice(_tone(view), tuple(steps[:MAX_STEPS]), len(below))


def _fix(exercise: ExerciseView) -> Step:
    lost = (c for c in exercise.checks if c.max_points)  # what counts for nobody is no step
    wrong = [c for c in lost if c.outcome in (Outcome.FAILED, Outcome.NOT_RUN)]
    first = wrong[0] if wrong else None
    hint = (first.hint if first else EMPTY) or exercise.hint
    text = first.sentence if first else EMPTY
    return Step("fix", f"#{exercise.anchor}", text, hint, (exercise,))


def _not_written(record: SubmissionRecord) -> set[str]:
    """Exercises of which every check met the skeleton's own `raise`."""
    return {
        name
        for name, checks in record.exercises().items()
        if all(any(m.text == NOT_WRITTEN for m in check.messages) for check in checks)
    }


def _tone(view: SubmissionView) -> str:
    if view.provisional:
        return "open"
    if not view.max_points:
        return "none"
    share = view.points / view.max_points
    if share >= 1:
        return "full"
    return "most" if share >= 0.6 else "some" if share > 0 else "none"
