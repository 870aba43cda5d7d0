"""`grader audit`: who checks the checks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import msgspec
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table

from grader.audit.audit import OnRecord, Plan, audit
from grader.audit.findings import Audited
from grader.audit.page import page
from grader.cli.choosing import course_at
from grader.reports.files import put
from grader.sandbox.layers import Mode, detect
from grader.slots import Event

EXIT_NOT_MET = 1


@dataclass(frozen=True)
class Options:
    """What the command line asked for; no assignments stands for all."""

    assignments: list[str]
    jobs: int | None
    seed: int
    sample: int | None
    out: Path
    lang: str
    sandbox: str
    course: Path | None


def run(options: Options) -> int:
    """Audit assignments; returns the exit code.

    Raises:
        UsageFault, GraderFault: see `grader.cli.app.main`.
    """
    course = course_at(options.course)
    chosen = [course.find(name) for name in dict.fromkeys(options.assignments)] or list(course)
    out, err = (Console(stderr=to_err, highlight=False, soft_wrap=True) for to_err in (False, True))

    def on_event(event: Event) -> None:
        if event.kind in ("failed", "slot-lost"):
            err.print(escape(f"grader: {event.student} {event.assignment}: {event.detail[:400]}"))

    layers = detect(cast("Mode", options.sandbox))
    jobs = options.jobs or len(os.sched_getaffinity(0))
    plan = Plan(course, layers, jobs, options.seed, options.sample, on_event)
    found: list[Audited] = []
    for assignment in chosen:
        with _progress(err, assignment.name) as on_record:
            found.append(audit(plan, assignment, on_record))
        _complain(err, found[-1])
    out.print(_table(found))
    for path in (
        put(options.out / "audit.html", [page(found, options.lang)]),
        put(options.out / "audit.json", [msgspec.json.format(msgspec.json.encode(found))]),
    ):
        out.print(str(path), markup=False)
    return 0 if all(one.met for one in found) else EXIT_NOT_MET


def _complain(err: Console, one: Audited) -> None:
    """Each survivor with its diff, and all that was not judged as it must be."""
    say = [f"{wrong.solution}: {wrong.why}" for wrong in one.complaints]
    say += [
        f"{key}: equivalent.toml names it; no mutant has this key any more" for key in one.stale
    ]
    say += [f"{t.key} broke something: {t.reason}\n{t.diff}" for t in one.of("broken")]
    say += [f"{t.key} survived\n{t.diff}" for t in one.of("survived")]
    for sentence in say:
        err.print(f"grader: {one.assignment}: {sentence}", markup=False)


def _table(found: Sequence[Audited]) -> Table:
    heads = ("", "known", "wrongly", "mutants", "equal", "killed", "alive", "score", "s")
    table = Table(*heads, box=SIMPLE, padding=(0, 1, 0, 0))
    for one in found:
        known, wrongly = str(one.known), str(len(one.complaints))
        total = (known, wrongly, str(len(one.trials)), *_counts(one), f"{one.seconds:.0f}")
        table.add_row(escape(one.assignment), *total, style="bold")
        for name in one.exercises:
            mutants = sum(trial.exercise == name for trial in one.trials)
            table.add_row(f"  {escape(name)}", "", "", str(mutants), *_counts(one, name), "")
    return table


def _counts(one: Audited, name: str = "") -> list[str]:
    states = [str(len(one.of(state, name))) for state in ("equivalent", "killed", "survived")]
    return [*states, f"{100 * one.score(name):.1f}%"]


@contextmanager
def _progress(console: Console, name: str) -> Iterator[OnRecord]:
    """A bar in a terminal, a line now and then elsewhere."""
    columns = (TextColumn(name), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=None)

        def on_record(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            if not console.is_terminal and (done % 100 == 0 or done == total):
                console.print(f"{name}: {done}/{total} judged")

        yield on_record
