"""What an audit found of one assignment: plain records that pages, tables and JSON are made of."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from grader.audit.mutate import Mutant
from grader.records import Outcome, SubmissionRecord

ENOUGH = 0.97  # of the mutants that are not equivalent


class Trial(msgspec.Struct, frozen=True):
    """A mutant and what became of it."""

    key: str
    function: str
    exercise: str
    operator: str
    line: int
    diff: str
    state: str  # "killed" | "survived" | "equivalent" | "broken"
    checks: dict[str, str] = {}  # check id -> outcome; of the exercises that it can change
    reason: str = ""  # why it is equivalent, or what broke


class Wrongly(msgspec.Struct, frozen=True):
    """A known solution that was not judged as it must be."""

    solution: str
    why: str


class Audited(msgspec.Struct, frozen=True):
    """One assignment's audit."""

    assignment: str
    exercises: tuple[str, ...]
    checks: tuple[str, ...]
    known: int  # solutions whose verdict was known beforehand
    complaints: tuple[Wrongly, ...]
    trials: tuple[Trial, ...]
    stale: tuple[str, ...]  # keys of equivalent.toml that no mutant has
    seconds: float
    seed: int

    def of(self, state: str, exercise: str = "") -> list[Trial]:
        """The mutants in one state, of one exercise or of all."""
        return [t for t in self.trials if t.state == state and exercise in ("", t.exercise)]

    def score(self, exercise: str = "") -> float:
        """The share of mutants killed among those that are not equivalent; 1.0 where none are."""
        judged = [
            t for t in self.trials if t.state != "equivalent" and exercise in ("", t.exercise)
        ]
        return len(self.of("killed", exercise)) / len(judged) if judged else 1.0

    @property
    def met(self) -> bool:
        """Whether these checks deserve trust."""
        exact = not (self.complaints or self.stale or self.of("broken"))
        return exact and self.score() >= ENOUGH


def trial(mutant: Mutant, record: SubmissionRecord | None, reason: str) -> Trial:
    """A mutant's trial; `reason` says why it is equivalent, if it is."""
    state, why, checks = "equivalent", reason, {}
    if record is not None:
        checks = {check.id: check.outcome.value for check in record.checks}
        state, why = _state(record)
        if state == "survived" and reason:
            state, why = "equivalent", reason
        elif state == "killed" and reason:
            state, why = "broken", "equivalent.toml says that nothing can tell it; a check does"
    return Trial(
        key=mutant.key,
        function=mutant.function,
        exercise=mutant.exercises[0],
        operator=mutant.operator,
        line=mutant.line,
        diff=mutant.diff,
        state=state,
        checks=checks,
        reason=why,
    )


def _state(record: SubmissionRecord) -> tuple[str, str]:
    """Killed is what fails a check, or cannot be loaded; a fault of ours is neither."""
    if record.provisional:
        faults = [fault.detail for fault in record.faults if fault.whose == "grader"]
        errors = [c.staff for c in record.checks if c.outcome is Outcome.ERROR]
        return "broken", " ".join([*faults, *errors])[:1000]
    if record.faults or any(check.outcome is Outcome.FAILED for check in record.checks):
        return "killed", ""
    return "survived", ""


def checks_of(trials: Sequence[Trial], full: SubmissionRecord | None) -> tuple[str, ...]:
    """The ids of all checks, in the order of the reference's record."""
    if full is not None and full.checks:
        return tuple(check.id for check in full.checks)
    return tuple(dict.fromkeys(name for one in trials for name in one.checks))
