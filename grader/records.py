"""The records that stages hand to each other: frozen, named fields, plain data.

Everything downstream (gradebook, reports, exports) reads these and nothing else.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec

from grader.messages import Message


class Outcome(StrEnum):
    """How a check ended. Credit is given for `passed` alone."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"  # with its reason; costs points only where the reason is the student's
    ERROR = "error"  # ours: never charged to a student


class Place(msgspec.Struct, frozen=True):
    """A line of the student's own text: of the module, or of a cell (both counted from 1)."""

    line: int
    cell: int | None = None  # the number of the code cell, in a notebook


class Fault(msgspec.Struct, frozen=True):
    """Something that went wrong outside any one check: while loading, or in the harness."""

    whose: Literal["student", "grader"]
    message: Message
    where: Place | None = None
    detail: str = ""  # for staff; for a student's fault: the traceback cut to their own file


class CheckRecord(msgspec.Struct, frozen=True):
    """What one check found.

    `max_points` is 0 where the check costs nobody anything (an `error` of ours, or a `not_run`
    for a reason of ours), so that points / max_points stays what the student earned.
    """

    id: str  # stable, unique in its assignment: `zeros_are_float32`
    exercise: str
    outcome: Outcome
    points: float
    max_points: float
    sentence: str = ""  # English; the Spanish one stands in the assignment's texts
    hint: str = ""
    messages: tuple[Message, ...] = ()  # what the student's code did; never an expected value
    where: Place | None = None
    staff: str = ""  # expected against got, assertion text, tracebacks: staff only
    calls: int = 0  # how often the student's process was asked
    duration_s: float = 0.0


class Output(msgspec.Struct, frozen=True):
    """One output of a notebook cell, capped: text, or an image as base64."""

    kind: str  # "text" | "image" | "html-omitted" | "error"
    text: str = ""
    mime: str = "text/plain"
    data: str = ""


class Cell(msgspec.Struct, frozen=True):
    """A code cell as it ran."""

    number: int  # among the code cells, from 1
    source: str
    outcome: str = "ok"  # "ok" | "error" | "timeout" | "dead" | "skipped"
    outputs: tuple[Output, ...] = ()
    duration_s: float = 0.0


class SubmissionRecord(msgspec.Struct, frozen=True):
    """One submission, graded: facts first, points computed from the checks alone."""

    student: str  # as found: shown as text, never used as a file name
    assignment: str  # "tensors"
    source: str  # where it came from, relative to the submissions folder
    form: Literal["module", "notebook"]
    digest: str  # sha256 of the submitted bytes
    text: str = ""  # the module's text that ran (decoded, capped); "" for a notebook
    cells: tuple[Cell, ...] = ()
    output: str = ""  # what it printed while loading, capped
    checks: tuple[CheckRecord, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()  # for staff: both forms handed in, retried, ...
    sandbox: dict[str, str] = {}  # layer -> how it was achieved
    environment: dict[str, str] = {}  # torch, python, grader, platform
    seed: int = 0
    checks_digest: str = ""  # of the hidden checks, reference and metadata that judged it
    started_at: str = ""  # ISO 8601, UTC
    duration_s: float = 0.0
    peak_memory_bytes: int = 0

    @property
    def points(self) -> float:
        """Points earned."""
        return round(sum(check.points for check in self.checks), 6)

    @property
    def max_points(self) -> float:
        """Points that could be earned by what could be judged."""
        return round(sum(check.max_points for check in self.checks), 6)

    @property
    def provisional(self) -> bool:
        """Whether a fault of ours leaves this grade open; such a one is graded again."""
        return any(check.outcome is Outcome.ERROR for check in self.checks) or any(
            fault.whose == "grader" for fault in self.faults
        )

    def exercises(self) -> dict[str, tuple[CheckRecord, ...]]:
        """The checks by exercise, both in the order of the assignment."""
        groups: dict[str, list[CheckRecord]] = {}
        for check in self.checks:
            groups.setdefault(check.exercise, []).append(check)
        return {name: tuple(checks) for name, checks in groups.items()}


class Amendment(msgspec.Struct, frozen=True):
    """Points that staff added to a grade, or took away."""

    points: float
    author: str
    reason: str
    made_at: str  # ISO 8601, UTC
