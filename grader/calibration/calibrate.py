"""Measures an assignment's statistical checks and decides their thresholds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import torch

from grader.calibration.bounds import ENOUGH, Refusal
from grader.calibration.decide import Decision, Stamp, decide
from grader.calibration.laboratory import Laboratory, Run, Task
from grader.calibration.samples import REFERENCE, Samples, samples_of
from grader.calibration.wrong import Wrong
from grader.checks.thresholds import Threshold
from grader.faults import UsageFault

FIRST_SEED = 1000  # far from the seeds that tests and people use

OnRun = Callable[[int, int, str], None]  # runs done, runs in all, the solution


@dataclass(frozen=True)
class Calibrated:
    """A check with its samples and its thresholds."""

    samples: Samples
    thresholds: tuple[Threshold, ...]


def calibrate(
    laboratory: Laboratory, wrong: Sequence[Wrong], first_seed: int, seeds: int, on_run: OnRun
) -> list[Calibrated]:
    """The thresholds of all measured checks, in the order of the checks.

    Each check runs `seeds` times on the reference and on each wrong solution that it is meant to
    catch, and `ENOUGH` times on one that so few runs cannot decide.

    Raises:
        Refusal: distributions overlap, or cannot be bounded: a sentence for each such check.
        UsageFault: no check measures anything.
        GraderFault: a check or a process broke.
    """
    if not laboratory.checks:
        raise UsageFault("no hidden check here uses `measured`; there is nothing to calibrate.")
    meant = {c: [w.name for w in wrong if c in w.caught_by] for c in laboratory.checks}
    unguarded = [check for check, names in meant.items() if not names]
    if unguarded:
        raise Refusal(*(f"{c}: no wrong solution names it; add one to wrong/" for c in unguarded))
    stamp = Stamp(first_seed, str(torch.__version__), datetime.now(UTC).date().isoformat())
    span = range(first_seed, first_seed + seeds)
    tasks = [*_of_reference(laboratory, span), *_of_wrong(wrong, meant, span)]
    runs = list(_measured(laboratory, tasks, on_run))
    decisions = _decided(meant, runs, stamp)
    open_now = {check: list(decision.undecided) for check, decision in decisions.items()}
    more = range(first_seed + seeds, first_seed + max(seeds, ENOUGH))
    tasks = list(_of_wrong(wrong, open_now, more))
    if tasks:
        runs += _measured(laboratory, tasks, on_run)
        decisions = _decided(meant, runs, stamp)
    return [Calibrated(samples_of(c, runs), d.thresholds) for c, d in decisions.items()]


def _of_reference(laboratory: Laboratory, span: range) -> Iterator[Task]:
    for seed in span:
        yield Task(REFERENCE, None, seed, tuple(laboratory.checks))


def _of_wrong(wrong: Sequence[Wrong], meant: dict[str, list[str]], span: range) -> Iterator[Task]:
    for solution in wrong:
        checks = tuple(check for check, names in meant.items() if solution.name in names)
        if checks:
            yield from (Task(solution.name, solution.source, seed, checks) for seed in span)


def _measured(laboratory: Laboratory, tasks: Sequence[Task], on_run: OnRun) -> Iterator[Run]:
    for number, (task, runs) in enumerate(laboratory.run(tasks), start=1):
        on_run(number, len(tasks), task.solution)
        yield from runs


def _decided(meant: dict[str, list[str]], runs: Sequence[Run], stamp: Stamp) -> dict[str, Decision]:
    decisions: dict[str, Decision] = {}
    refusals: list[str] = []
    for check, names in meant.items():
        try:
            decisions[check] = decide(samples_of(check, runs), names, stamp)
        except Refusal as refusal:
            refusals += refusal.args
    if refusals:
        raise Refusal(*refusals)
    return decisions
