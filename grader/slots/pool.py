"""Grades a class with several slots at once; records come out one by one, as they finish.

A slot goes on to its next submission only when the consumer has asked for the record after the
one it gave: so whoever consumes can commit each record before another is begun in its slot. A
fault of ours is tried once more in fresh processes. A slot takes a submission only when it is up;
one that does not come up, or keeps failing, waits longer each time and then leaves the queue to the
others.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course
from grader.faults import GraderFault
from grader.messages import Message
from grader.records import Fault, SubmissionRecord
from grader.sandbox.gpus import PRETENDED, Devices
from grader.sandbox.layers import Layers
from grader.slots.processes import Bench, Examiner
from grader.slots.slot import OURS, Found, Slot
from grader.slots.work import Work

MAX_RESTARTS = 10  # submissions in a row that failed through a fault of ours
MAX_STARTS = 3
LONGEST_WAIT_S = 5.0
OFTEN = 8  # submissions a slot, from which on cheaper forks are worth what they take to prepare


@dataclass(frozen=True)
class Settings:
    """How a class is graded."""

    course: Course
    layers: Layers
    seed: int
    jobs: int
    assignments: tuple[str, ...] = ()  # whose checks are collected; none stands for all
    devices: Devices = PRETENDED
    secret: tuple[Path, ...] = ()  # what no submission may read, beside the course

    @property
    def hidden(self) -> tuple[str, ...]:
        """All that no submission may read, wherever it lies."""
        return tuple(map(str, (self.course.root / "reference", self.course.root, *self.secret)))


@dataclass(frozen=True)
class Event:
    """Something that a progress display may show."""

    kind: str  # "started" | "finished" | "retried" | "failed" | "slot-lost"
    slot: int
    student: str = ""
    assignment: str = ""
    detail: str = ""


@dataclass
class _Result:
    record: SubmissionRecord | None  # None: the slot has ended
    taken: threading.Event


class _Pool:
    """The queue that slots share, and the results that they hand over."""

    def __init__(
        self, work: Iterable[Work], settings: Settings, on_event: Callable[[Event], None]
    ) -> None:
        self.work = deque(work)
        self.notebooks = any(each.form == "notebook" for each in self.work)
        self.often = len(self.work) >= OFTEN * settings.jobs
        self.settings = settings
        self.on_event = on_event
        self.results: queue.Queue[_Result] = queue.Queue()
        self.lock = threading.Lock()
        self.stopped = threading.Event()
        self.bench: Bench | None = None
        self.bench_lock = threading.Lock()
        self.bench_faults: list[GraderFault] = []

    def next(self) -> Work | None:
        """The next submission; None where there is none, or where no more are to be begun."""
        with self.lock:
            return self.work.popleft() if self.work and not self.stopped.is_set() else None

    def is_work_left(self) -> bool:
        """Whether a slot that comes up now would find something to do."""
        return bool(self.work)

    def examiner(self) -> Examiner:
        """A new examiner, from a bench that is started where there is none.

        Raises:
            GraderFault: it does not come up.
        """
        course = self.settings.course
        names = self.settings.assignments or tuple(course.assignments)
        with self.bench_lock:
            if len(self.bench_faults) >= MAX_STARTS:  # it would not come up for this slot either
                raise self.bench_faults[-1]
            if self.bench is None or not self.bench.alive:
                try:
                    self.bench = Bench(course, names, self.settings.seed, often=self.often)
                except GraderFault as fault:
                    self.bench_faults.append(fault)
                    raise
            return self.bench.examiner()

    def slot(self, number: int) -> None:
        """The life of one slot, in its own thread; its end is told whatever ended it."""
        try:
            with closing(self._new_slot(number)) as slot:
                self._serve(slot, number)
        except Exception as fault:  # whatever it is, it is ours
            self.on_event(Event("slot-lost", number, detail=repr(fault)))
        finally:
            self.results.put(_Result(None, threading.Event()))

    def _new_slot(self, number: int) -> Slot:
        settings = self.settings
        return Slot(
            number,
            settings.layers,
            settings.seed,
            self.examiner,
            settings.devices,
            settings.hidden,
            notebooks=self.notebooks,
            training=settings.course.trains(settings.assignments),
            often=self.often,
        )

    def _serve(self, slot: Slot, number: int) -> None:
        """Grade one submission after the other, until none is left or too many failed."""
        failures = 0
        while self._up(slot, number) and (work := self.next()) is not None:
            self.on_event(Event("started", number, work.student, work.assignment.name))
            record, faults = self._grade(slot, number, work)
            failures = failures + 1 if faults else 0
            self._hand_over(record)
            self.on_event(Event("finished", number, work.student, work.assignment.name))
            if failures >= MAX_RESTARTS:
                why = f"it failed {failures} times in a row"
                self.on_event(Event("slot-lost", number, detail=why))
                return
            if failures:
                self._wait(failures)

    def _up(self, slot: Slot, number: int) -> bool:
        """Start a slot where it is not up; False where it cannot be, or where nothing is left."""
        for attempt in range(1, MAX_STARTS + 1):
            if self.stopped.is_set() or not self.is_work_left():
                return False
            try:
                slot.start()
                return True
            except Exception as fault:  # whatever it is, it is ours
                slot.close()
                why = str(fault) if isinstance(fault, GraderFault) else repr(fault)
                if attempt < MAX_STARTS:
                    self._wait(attempt)
        self.on_event(Event("slot-lost", number, detail=f"it does not come up: {why}"))
        return False

    def _wait(self, failures: int) -> None:
        self.stopped.wait(pause_s(failures))

    def _grade(self, slot: Slot, number: int, work: Work) -> tuple[SubmissionRecord, int]:
        """The record, and how many tries failed through a fault of ours."""
        why = ""
        for failed in range(2):
            try:
                slot.start()
                record = slot.grade(work)
            except Exception as fault:  # whatever it is, it is ours, and the slot is suspect
                why = str(fault) if isinstance(fault, GraderFault) else repr(fault)
                slot.close()
            else:
                if not record.provisional:
                    return record, 0
                why = _why(record)
                if failed or slot.is_hopeless(work, record):
                    self.on_event(Event("failed", number, work.student, work.assignment.name, why))
                    return record, 0
            kind = "failed" if failed else "retried"
            self.on_event(Event(kind, number, work.student, work.assignment.name, why))
        found = Found(faults=(Fault("grader", Message(OURS), detail=why[:4000]),))
        now = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        return slot.record(work, found, b"", now, time.monotonic()), 2

    def _hand_over(self, record: SubmissionRecord) -> None:
        result = _Result(record, threading.Event())
        self.results.put(result)
        while not result.taken.wait(0.2):
            if self.stopped.is_set():
                return


def pause_s(failures: int) -> float:
    """How long a slot waits after so many failures in a row: twice as long each time, to a limit.

    >>> [pause_s(failures) for failures in range(1, 6)]
    [1.0, 2.0, 4.0, 5.0, 5.0]
    """
    return min(LONGEST_WAIT_S, 0.5 * float(2**failures))


def _why(record: SubmissionRecord) -> str:
    """What went wrong with us, in a sentence for staff."""
    ours = [fault.detail for fault in record.faults if fault.whose == "grader"]
    return ours[0] if ours else "a check ended in an error of ours"


def grade_class(
    work: Iterable[Work],
    *,
    settings: Settings,
    on_event: Callable[[Event], None],
    keep: Callable[[SubmissionRecord], object] = lambda record: None,
) -> Iterator[SubmissionRecord]:
    """Grade all of `work`; yields a record for each submission as it finishes.

    A slot goes on once `keep` has its record; what is done with a yielded one holds up nobody.
    Closing the iterator finishes nothing more and ends every process of every slot.
    `on_event` is called from the slots' threads.
    """
    pool = _Pool(work, settings, on_event)
    threads = [
        threading.Thread(target=pool.slot, args=(number,), name=f"slot-{number}")
        for number in range(settings.jobs)
    ]
    for thread in threads:
        thread.start()
    try:
        alive = len(threads)
        while alive:
            result = pool.results.get()
            if result.record is None:
                alive -= 1
                continue
            keep(result.record)
            result.taken.set()
            yield result.record
    finally:
        pool.stopped.set()
        for thread in threads:
            thread.join()
        if pool.bench is not None:
            pool.bench.close()
