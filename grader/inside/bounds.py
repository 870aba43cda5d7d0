"""Bounds that a process sets itself, so that what it reads can cost it only so much."""

from __future__ import annotations

import gc
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

AGAIN_S = 1.0


class Overtime(SystemExit):
    """The process took longer than it may. It is an exit: no event loop keeps it in a task."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise `Overtime` in the main thread after `seconds`, wherever it is, and each second after.

    The last resort: an event loop has its own timers, a call that blocks has not.
    """

    def raise_overtime(*_: object) -> NoReturn:
        raise Overtime

    before = signal.signal(signal.SIGALRM, raise_overtime)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def bound_memory(more: int) -> None:
    """Let allocations fail once this process has taken `more` bytes than now."""
    with suppress(OSError, ValueError):
        with open("/proc/self/statm", "rb") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))


@contextmanager
def no_collection() -> Iterator[None]:
    """Build large values without the collector walking over all of them again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
