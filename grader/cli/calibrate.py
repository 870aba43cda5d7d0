"""`grader calibrate`: thresholds from measured distributions, written and drawn, or compared."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from grader.calibration.bounds import Refusal
from grader.calibration.calibrate import FIRST_SEED, Calibrated, OnRun, calibrate
from grader.calibration.laboratory import Laboratory
from grader.calibration.opening import with_laboratory
from grader.calibration.plot import draw
from grader.calibration.writing import as_toml, write_whole
from grader.calibration.wrong import wrong_solutions
from grader.checks.thresholds import Threshold, read_thresholds
from grader.cli.choosing import course_at
from grader.course import Assignment, Course

SEEDS = 40
SAME = 0.1  # standard deviations of the reference that a threshold may move when measured again
EXIT_REFUSED = 1


@dataclass(frozen=True)
class Options:
    """What the command line asked for; no `seeds` means as many as the file says, or `SEEDS`."""

    assignment: str
    seeds: int | None
    jobs: int
    check: bool
    course: Path | None


def run(options: Options) -> int:
    """Calibrate an assignment; returns the exit code.

    Raises:
        UsageFault, GraderFault: see `grader.cli.app.main`.
    """
    course = course_at(options.course)
    assignment = course.find(options.assignment)
    err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    try:
        found = _calibrated(course, assignment, options)
    except Refusal as refusal:
        for sentence in refusal.args:
            err.print(f"grader: {sentence}.")
        return EXIT_REFUSED
    thresholds = [threshold for one in found for threshold in one.thresholds]
    out = Console(highlight=False)
    out.print(_table(thresholds))
    if options.check:
        moved = list(_moved(assignment, thresholds))
        for sentence in moved:
            err.print(f"grader: {sentence}")
        return EXIT_REFUSED if moved else 0
    for path in _write(assignment, found, thresholds):
        out.print(str(path), soft_wrap=True, markup=False)
    return 0


def _calibrated(course: Course, assignment: Assignment, options: Options) -> list[Calibrated]:
    known = read_thresholds(assignment.thresholds).threshold if options.check else ()
    seeds = options.seeds or max((t.n for t in known), default=SEEDS)
    first = known[0].first_seed if known else FIRST_SEED
    wrong = wrong_solutions(assignment)

    def script(laboratory: Laboratory) -> list[Calibrated]:
        with _progress() as on_run:
            return calibrate(laboratory, wrong, first, seeds, on_run)

    return with_laboratory(course, assignment, options.jobs or os.cpu_count() or 1, script)


def _write(
    assignment: Assignment, found: Sequence[Calibrated], thresholds: Sequence[Threshold]
) -> Iterator[Path]:
    """Write the thresholds, then a plot of each; plots of others before them are removed."""
    pictures = {}
    for one in found:
        for threshold in one.thresholds:
            stem = re.sub(r"[^\w.-]+", "_", f"{threshold.check}.{threshold.name}")
            pictures[f"{stem}.svg"] = draw(one.samples, threshold)
    write_whole(assignment.thresholds, as_toml(assignment.name, thresholds))
    yield assignment.thresholds
    folder = assignment.reference / "calibration"
    for old in folder.glob("*.svg"):
        if old.name not in pictures:
            old.unlink()
    for name, text in pictures.items():
        write_whole(folder / name, text)
        yield folder / name


def _moved(assignment: Assignment, thresholds: Sequence[Threshold]) -> Iterator[str]:
    """What the file says otherwise than these thresholds, a sentence each."""
    path, again = assignment.thresholds, f"run `grader calibrate {assignment.name}`."
    known = read_thresholds(path)
    for new in thresholds:
        which, old = f"{new.check}/{new.name}", known.find(new.check, new.name)
        if old is None or old.side != new.side:
            yield f"{path}: {which} {new.side} is missing; {again}"
            continue
        for before, now in ((old.low, new.low), (old.high, new.high)):
            if before is not None and now is not None and abs(before - now) > SAME * new.sd:
                yield f"{path}: {which} is {before:.6g}, measured now it is {now:.6g}; {again}"
    names = {(threshold.check, threshold.name) for threshold in thresholds}
    for old in known.threshold:
        if (old.check, old.name) not in names:
            yield f"{path}: no check measures {old.check}/{old.name} any more; {again}"


@contextmanager
def _progress() -> Iterator[OnRun]:
    """A bar in a terminal, a line now and then elsewhere; drawn without a thread of its own."""
    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("measuring", total=None)

        def on_run(done: int, total: int, solution: str) -> None:
            if console.is_terminal:
                bar.update(task, completed=done, total=total, description=f"measuring {solution}")
                bar.refresh()
            elif done % 100 == 0 or done == total:
                console.print(f"{done}/{total} runs measured")

        yield on_run


def _table(thresholds: Sequence[Threshold]) -> Table:
    table = Table("check", "measures", "reference", "passes", "how", "catches")
    for t in thresholds:
        ends = [f"{end:.5g}" for end in (t.low, t.high) if end is not None]
        row = (
            t.check,
            t.name,
            f"{t.mean:.4g} ± {t.sd:.2g}, n = {t.n}",
            f"{t.side.replace('_', ' ')} {' and '.join(ends)}",
            t.method,
            ", ".join(one.solution for one in t.wrong),
        )
        table.add_row(*map(escape, row))
    return table
