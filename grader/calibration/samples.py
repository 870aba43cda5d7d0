"""What the runs of a laboratory say, sorted: values by check, name and solution."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from grader.calibration.bounds import Refusal
from grader.calibration.laboratory import Run
from grader.checks.thresholds import Side
from grader.faults import GraderFault

REFERENCE = "reference"


@dataclass
class Sample:
    """The measured values of one solution in one check, by name, in the order of the seeds."""

    values: dict[str, list[float]] = field(default_factory=dict)
    runs: int = 0
    stopped: int = 0  # runs that failed the check apart from what they measured


@dataclass
class Samples:
    """All samples of one check."""

    check: str
    sides: dict[str, Side] = field(default_factory=dict)
    by_solution: dict[str, Sample] = field(default_factory=dict)

    def add(self, runs: Iterable[Run]) -> None:
        """Take in more runs of this check.

        Raises:
            GraderFault: the check erred, or judges one name in two ways.
            Refusal: the reference itself fails it.
        """
        for run in sorted(runs, key=lambda run: run.seed):
            self._add(run)

    def _add(self, run: Run) -> None:
        if run.error:
            why = f"{self.check} erred on {run.solution} at seed {run.seed}"
            raise GraderFault(f"{why}: {_short(run.error)}")
        if run.solution == REFERENCE and not run.passed:
            raise Refusal(
                f"{self.check}: the reference itself fails at seed {run.seed}: {_short(run.staff)}"
            )
        sample = self.by_solution.setdefault(run.solution, Sample())
        sample.runs += 1
        sample.stopped += not run.passed
        for value in run.values:
            if self.sides.setdefault(value.name, value.side) != value.side:
                raise GraderFault(f"{self.check} holds {value.name!r} to two sides.")
            sample.values.setdefault(value.name, []).append(value.value)


def samples_of(check: str, runs: Iterable[Run]) -> Samples:
    """The samples of one check among the runs of all."""
    samples = Samples(check)
    samples.add(run for run in runs if run.check == check)
    return samples


def _short(text: str) -> str:
    """What staff would read, in a line: of a traceback its last one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["no reason given"]
    return lines[-1] if lines[0].startswith("Traceback") else " ".join(lines)[:600]
