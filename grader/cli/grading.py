"""`grader run`: discovery, gradebook, slots and reports, put together."""

from __future__ import annotations

import os
import re
import shlex
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from grader.cli import choosing
from grader.cli.filing import Filing
from grader.cli.progress import Progress
from grader.cli.sharding import Shard
from grader.cli.stopping import Stopping, interruptible
from grader.course import Course
from grader.discovery import Candidate, discover
from grader.faults import UsageFault
from grader.gradebook import Gradebook, open_gradebook
from grader.records import SubmissionRecord
from grader.sandbox import gpus, remedies
from grader.sandbox.layers import Mode, detect
from grader.slots import Settings, Work, grade_class

PASSWORD = re.compile(r"(://[^:/@\s]*:)[^@\s]*(?=@)")


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    folders: list[Path]
    assignments: list[str]
    students: list[str]
    jobs: int | None
    out: Path | None
    seed: int | None
    force: bool
    shard: Shard | None
    lang: str
    sandbox: str
    device: str
    gpu_slots: int | None
    gradebook: str | None
    course: Path | None
    quiet: bool


def grade(options: Options) -> int:
    """Grade a class; returns the exit code.

    Raises:
        UsageFault, GraderFault: see `grader.faults`.
        KeyboardInterrupt: with the sentence that says how to go on.
    """
    progress = Progress(quiet=options.quiet)
    course = choosing.course_at(options.course)
    selection = choosing.selection(course, options.assignments, options.students)
    found = discover(options.folders, course)
    left_out = [f"{lost.path}: {lost.why}" for lost in found.misplaced]
    progress.notes(left_out)
    chosen = selection.of(found.submissions)
    if not chosen:
        raise UsageFault(_nothing(options.folders[0], course))
    if options.shard:
        chosen = options.shard.part(chosen)  # nobody, maybe: a shard of a small class may be empty
    devices, remark = gpus.choose(options.device, options.gpu_slots, untried=True)
    if remark:
        progress.note(remark)
    out = writable(options.out or _usual(options))
    with (
        Stopping() as stopping,
        open_gradebook(options.gradebook or str(out / "gradebook.db")) as gradebook,
    ):
        outside = tuple(left_out)
        run = _Run(options, course, out, gradebook, progress, stopping, chosen, outside, devices)
        code = run.grade()
    return 1 if any(lost.ours for lost in found.misplaced) else code


@dataclass
class _Run:
    """One run of `grader run`, from an open gradebook to the last line on the terminal."""

    options: Options
    course: Course
    out: Path
    gradebook: Gradebook
    progress: Progress
    stopping: Stopping
    chosen: list[Candidate]
    left_out: tuple[str, ...]
    devices: gpus.Devices
    graded: int = 0

    def __post_init__(self) -> None:
        lang, tell = self.options.lang, self.progress.note
        self.filing = Filing(self.course, self.out, lang, self.gradebook, tell)

    def grade(self) -> int:
        """Grade what is left to do, and write the class's reports; returns the exit code."""
        seed = self.gradebook.seed(self.options.seed)
        if self.options.shard:
            self.gradebook.keep_shard(str(self.options.shard))
        todo = self._left(seed)
        if todo and self.devices.cards:
            self._try_gpus()
            todo = self._left(seed)
        facts = {"seed": seed, "unchanged": len(self.chosen) - len(todo), "left_out": self.left_out}
        started = time.monotonic()
        with interruptible() as judging:
            if todo:
                facts |= self._judge(todo, seed)
        self.stopping.heard()
        facts |= {"graded": self.graded, "seconds": round(time.monotonic() - started, 1)}
        keys = frozenset((c.student, c.assignment.name) for c in self.chosen)
        with interruptible() as reporting:
            index = self.filing.write_class(keys, facts)
        if judging.interrupted or reporting.interrupted:
            raise KeyboardInterrupt(self._how_to_go_on(len(todo)))
        missing = len(todo) - self.graded
        if missing:
            self.progress.note(f"{missing} were not graded; run the same command again.")
        self.progress.table(self.filing.lines)
        self.progress.end(self._summary(facts), index)
        failed = missing or self.filing.failed or self.progress.slots_lost
        return 1 if failed or any(entry.provisional for entry in self.filing.lines) else 0

    def _left(self, seed: int) -> list[Work]:
        """What is to be graded with the devices that there are."""
        force = self.options.force
        return list(
            choosing.work_left(self.chosen, self.gradebook, seed, self.devices, force=force)
        )

    def _try_gpus(self) -> None:
        """Use the GPUs that were only seen so far, or do without them."""
        self.devices, remark = gpus.choose(self.options.device, self.options.gpu_slots)
        if remark:
            self.progress.note(remark)

    def _judge(self, todo: list[Work], seed: int) -> dict[str, Any]:
        """Grade what is left to do; each record is in the gradebook before its slot goes on."""
        remedies.demand_linux()
        mode = cast("Mode", self.options.sandbox)
        layers = detect(mode)
        if layers.missing():
            self.progress.note(f"graded without these layers: {', '.join(layers.missing())}.")
        cores = len(os.sched_getaffinity(0)) if layers.counts_apart else 1
        jobs = min(self.options.jobs or cores, len(todo))
        if self.devices.cards:
            jobs = min(jobs, self.devices.slots)
        run_id = self.gradebook.begin_run(seed, typed())
        with self.progress.running(len(todo)) as on_event:
            names = tuple({work.assignment.name: None for work in todo})
            secret = (*self.options.folders, self.out, *self.gradebook.files)
            settings = Settings(self.course, layers, seed, jobs, names, self.devices, secret)
            keep = partial(self._keep, run_id=run_id)
            records = grade_class(todo, settings=settings, on_event=on_event, keep=keep)
            try:
                for record in records:
                    with self.stopping.held():
                        self.filing.file(record)
            except KeyboardInterrupt:
                self.progress.note("stopping; what is being graded now is given up.")
                raise
            finally:
                with self.stopping.held():
                    cast("Any", records).close()
        return {"sandbox": layers.summary(), "slots": jobs}

    def _keep(self, record: SubmissionRecord, run_id: int) -> None:
        with self.stopping.held():
            self.filing.outdate(record)
            self.gradebook.append(record, run_id)
            self.graded += 1
            self.progress.finished(record, self.filing.line(record))

    def _summary(self, facts: dict[str, Any]) -> str:
        parts = [f"{self.graded} graded in {facts['seconds']:g} s"]
        if facts["unchanged"]:
            parts.append(f"{facts['unchanged']} unchanged and not graded again")
        parts.append(f"{sum(entry.full for entry in self.filing.lines)} with full marks")
        ours = sum(entry.provisional for entry in self.filing.lines)
        if ours:
            parts.append(f"{ours} provisional through a fault of ours (marked ?)")
        return ", ".join(parts) + "."

    def _how_to_go_on(self, total: int) -> str:
        again = typed(without="--force")  # which would begin anew
        return f"interrupted: {self.graded} of {total} were graded and are kept. To go on: {again}"


def typed(without: str = "") -> str:
    """The command line as it was typed, but for the password of a database."""
    words = [word for word in sys.argv[1:] if word != without]
    return PASSWORD.sub(r"\1***", shlex.join(["grader", *words]))


def _usual(options: Options) -> Path:
    """Where reports go unless `--out` says it; shards do not write over each other's."""
    folder = Path("reports") / options.folders[0].resolve().name
    shard = options.shard
    return folder / f"shard-{shard.number}-of-{shard.of}" if shard else folder


def _nothing(folder: Path, course: Course) -> str:
    files = ", ".join(f"{assignment.name}.py" for assignment in course)
    return (
        f"{folder}: nothing to grade there; a class is a folder with a folder for each student "
        f"that holds {files} or the same as .ipynb."
    )


def writable(folder: Path) -> Path:
    """The reports' folder, made where it is missing.

    Raises:
        UsageFault: nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(0, "it is read-only")
    except OSError as error:
        raise UsageFault(f"{folder}: {error.strerror}; name another folder with --out.") from error
    return folder
