"""Runs measured checks on solutions that we trust, seed by seed, in several processes.

Processes forked after pytest has collected the hidden checks share the work. The reference and
our own wrong solutions are executed in process: no sandbox stands between, and the numbers are
those of grading, where the same seeds give the same draws on one thread as here.
"""

from __future__ import annotations

import multiprocessing
import queue
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue, SimpleQueue
from pathlib import Path

import pytest

from grader.checks.measured import Recorder
from grader.checks.thresholds import Side
from grader.examiner.collect import Check
from grader.examiner.judge import Judge
from grader.examiner.plugin import SEAT, reference_of
from grader.examiner.solutions import in_process
from grader.faults import GraderFault
from grader.inside import system
from grader.records import CheckRecord, Outcome

LOOK_S = 1.0  # how often the parent looks whether its workers live


@dataclass(frozen=True)
class Task:
    """One solution to be run with one seed by some checks; without a source the reference."""

    solution: str
    source: str | None
    seed: int
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Value:
    """A number that a check measured."""

    name: str
    side: Side
    value: float


@dataclass(frozen=True)
class Run:
    """One run of one check: what it measured, and how it ended apart from that."""

    solution: str
    seed: int
    check: str
    values: tuple[Value, ...]
    passed: bool
    error: str = ""  # a fault of ours
    staff: str = ""  # what staff would read where it did not pass


Done = tuple[int, tuple[Run, ...]]  # the number of a task, and its runs


class Laboratory:
    """The measured checks of an assignment, by their ids, ready to run."""

    def __init__(self, session: pytest.Session, checks: Sequence[Check], jobs: int) -> None:
        self.checks = {c.blank.id: c for c in checks if "measured" in c.item.fixturenames}
        self._session = session
        self._every = checks
        self._jobs = jobs
        self._judge = Judge()
        session.config.pluginmanager.register(self._judge)

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, tuple[Run, ...]]]:
        """Run each task once; yields each with its runs as it is done, in any order.

        Raises:
            GraderFault: a process was lost.
        """
        context = multiprocessing.get_context("fork")
        waiting: SimpleQueue[int] = context.SimpleQueue()
        done: Queue[Done] = context.Queue()
        given = (tasks, waiting, done)
        count = min(self._jobs, len(tasks))
        workers = [context.Process(target=self._life, args=given) for _ in range(count)]
        for worker in workers:
            worker.start()
        try:
            for number in range(len(tasks)):
                waiting.put(number)
            for _ in tasks:
                number, runs = _result(done, workers)
                yield tasks[number], runs
        finally:
            for worker in workers:
                worker.kill()
                worker.join()

    def _life(self, tasks: Sequence[Task], waiting: SimpleQueue[int], done: Queue[Done]) -> None:
        """In a fork: run what is waiting, until the parent ends us."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)  # however the parent ends, so do we
        while True:
            number = waiting.get()
            done.put((number, self._runs(tasks[number])))

    def _runs(self, task: Task) -> tuple[Run, ...]:
        seat = self._session.config.stash[SEAT]
        seat.seed = task.seed
        own = reference_of(Path(self.checks[task.checks[0]].item.path))
        path = own if task.source is None else own.with_name(f"{task.solution}.py")
        try:
            seat.student = in_process(path, task.source)
        except Exception as error:
            why = f"{task.solution} cannot be executed: {error!r}"
            return tuple(_run(task, check, [], error=why) for check in task.checks)
        return tuple(self._measure(task, check) for check in task.checks)

    def _measure(self, task: Task, name: str) -> Run:
        seat, check, heard = self._session.config.stash[SEAT], self.checks[name], list[Value]()
        seat.recorder = lambda _: _into(heard)
        assert seat.student is not None
        # A next item keeps what fixtures of the whole session have made.
        following = next((other for other in self._every if other is not check), None)
        return _run(task, name, heard, record=self._judge.judge(check, following, seat.student))


def _into(heard: list[Value]) -> Recorder:
    return lambda name, side, value: heard.append(Value(name, side, value))


def _run(
    task: Task,
    check: str,
    heard: list[Value],
    *,
    record: CheckRecord | None = None,
    error: str = "",
) -> Run:
    staff = record.staff if record else ""
    if record and record.outcome in (Outcome.ERROR, Outcome.NOT_RUN):
        error = staff or "it was not run"
    passed = record is not None and record.outcome is Outcome.PASSED
    return Run(task.solution, task.seed, check, tuple(heard), passed, error, staff)


def _result(done: Queue[Done], workers: Sequence[BaseProcess]) -> Done:
    while True:
        try:
            return done.get(timeout=LOOK_S)
        except queue.Empty:
            lost = [worker.exitcode for worker in workers if worker.exitcode is not None]
            if lost:
                raise GraderFault(
                    f"a measuring process ended with {lost[0]}; with less memory try fewer --jobs."
                ) from None
