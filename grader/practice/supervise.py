"""The other end of a worker: takes its events, ends it where it hangs, and goes on behind that."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator

import msgspec

from grader.course import Limits
from grader.examiner import wording
from grader.messages import Message
from grader.practice import events
from grader.practice.finding import Task
from grader.records import Fault, Outcome, Place

START_S = 120.0  # importing torch from a slow disk
GRACE_S = 2.0  # for a worker's own deadline, which tells more
COMMAND = (sys.executable, "-P", "-m", "grader.practice.worker")


class Worker:
    """A process that waits for an order, with torch imported. It lives for one order.

    Its temporary files have a folder of their own, so that none outlives it however it ends.
    """

    def __init__(self) -> None:
        self._tmp = tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True)
        own = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._tmp.name)
        self._said: str | None = None
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the process
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env={**os.environ, **own, "PYTHONUTF8": "1", "GRADER_CHECKING": "1"},
        )
        self._events: queue.Queue[events.Event | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                self._events.put(events.to_event.decode(line))
            except msgspec.DecodeError:
                break
        self._events.put(None)

    def send(self, order: events.Order) -> None:
        """Give it its order. One that has died already says so by having no events."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(events.pack(order) + b"\n")
            self._process.stdin.close()
        except OSError:
            return

    def event(self, seconds: float) -> events.Event | None:
        """Its next event; None where it has ended.

        Raises:
            queue.Empty: there was none in time.
        """
        return self._events.get(timeout=seconds)

    def end(self) -> str:
        """End it, once; gives the last of what it wrote to standard error."""
        if self._said is not None:
            return self._said
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._stderr.seek(0)
        self._said = self._stderr.read()[-2000:].decode("utf-8", "replace")
        self._stderr.close()
        self._tmp.cleanup()
        return self._said


class Workers:
    """One worker ahead, so that a second run need not wait for torch."""

    def __init__(self, *, ahead: bool) -> None:
        self._ahead = ahead
        self._spare: Worker | None = None

    def take(self) -> Worker:
        """A worker, and where wanted the next one started."""
        worker = self._spare or Worker()
        self._spare = Worker() if self._ahead else None
        return worker

    def end(self) -> None:
        """End the one that nobody took."""
        if self._spare:
            self._spare.end()


def checked(task: Task, keyword: str, workers: Workers) -> Iterator[events.Event]:
    """What checking a file shows: `Trouble`, `Found` and `Broken`, each as soon as it is known."""
    order = events.Order(str(task.assignment.folder), str(task.path), keyword)
    known: set[str] = set()
    again: events.Order | None = order
    while again is not None:
        order, again = again, None
        for event in _one(order, task.assignment.metadata.limits, workers):
            if isinstance(event, events.Order):
                again = event
            elif isinstance(event, events.Trouble):
                if repr(event) not in known:  # a second try meets the first one's faults again
                    known.add(repr(event))
                    yield event
            else:
                yield event


def _one(
    order: events.Order, limits: Limits, workers: Workers
) -> Iterator[events.Event | events.Order]:
    """The events of one worker; in the end an order for what it left undone."""
    worker, doing = workers.take(), None
    done = list(order.done)
    try:
        worker.send(order)
        while True:
            try:
                event = worker.event(_patience(doing, limits))
            except queue.Empty:
                yield from _lost(order, doing, limits, done, late=True)
                return
            if isinstance(event, events.Done):
                return
            if event is None:
                if doing is None:
                    yield events.Broken(worker.end() or "the process that checks has ended")
                else:
                    yield from _lost(order, doing, limits, done, late=False)
                return
            doing = event if isinstance(event, events.Running | events.Calling) else None
            if isinstance(event, events.Found):
                done.append(event.record.id)
            if not isinstance(event, events.Ready) and doing is None:
                yield event
    finally:
        worker.end()


def _patience(doing: events.Event | None, limits: Limits) -> float:
    """How long the next event may take, in seconds."""
    if isinstance(doing, events.Calling):
        return limits.call_s + GRACE_S
    if isinstance(doing, events.Running):
        return (limits.load_s if doing.cell is None else limits.cell_s) + GRACE_S
    return START_S


def _lost(
    order: events.Order, doing: events.Event | None, limits: Limits, done: list[str], *, late: bool
) -> Iterator[events.Event | events.Order]:
    """What to say of a worker that hung or ended while it did this, and how to go on."""
    order = msgspec.structs.replace(order, done=tuple(done))
    if isinstance(doing, events.Calling):
        text, seconds = (wording.TOOK_LONG if late else wording.ENDED), f"{limits.call_s:g}"
        message = Message(text, {"seconds": seconds} if late else {})
        yield events.Found(
            msgspec.structs.replace(doing.blank, outcome=Outcome.FAILED, messages=(message,))
        )
        yield msgspec.structs.replace(order, done=(*order.done, doing.blank.id))
    elif isinstance(doing, events.Running) and doing.cell is None:
        args = {"line": str(doing.line), "seconds": f"{limits.load_s:g}"}
        message = Message(wording.HUNG if late else wording.LOST, args)
        yield events.Trouble(Fault("student", message, Place(doing.line)))
        yield msgspec.structs.replace(order, before=doing.line)
    elif isinstance(doing, events.Running) and doing.cell is not None:
        args = {"cell": str(doing.cell), "seconds": f"{limits.cell_s:g}"}
        message = Message(wording.CELL_HUNG if late else wording.CELL_LOST, args)
        yield events.Trouble(Fault("student", message, Place(1, doing.cell)))
        yield msgspec.structs.replace(order, without=(*order.without, doing.cell))
    else:
        yield events.Broken(f"the process that checks said nothing for {START_S:g} s")
