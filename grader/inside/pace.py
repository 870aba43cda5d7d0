"""Time as a submission has it: what a busy machine withholds from it does not count.

By the wall clock alone a right answer could come too late because somebody else used the machine.
Linux tells of each process how long it was ready to run and had no core: the second number of
/proc/PID/schedstat (Documentation/scheduler/sched-stats.rst). Where a kernel does not tell, nothing
was withheld.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress

from .processes import Process

MOST = 3.0
"""A deadline moves away by at most so many times its seconds."""


class Deadline:
    """Some seconds from now, and as much later as a submission waited for a core.

    That is so only while it has used less CPU time than these seconds: processes that wait for
    each other are the submission's own choice. `float()` of it is a time of `time.monotonic()`.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.withheld_s = 0.0
        self.begin()

    def begin(self) -> None:
        """Let its seconds count from now on."""
        self.began = time.monotonic()

    def __float__(self) -> float:
        return self.began + self.seconds + self.withheld_s

    def left_s(self) -> float:
        """How much is left of it."""
        return float(self) - time.monotonic()

    def note(self, cpu_s: float, waited_s: float) -> None:
        """Note what the submission has used, and waited, since this began."""
        if cpu_s < self.seconds:
            self.withheld_s = max(self.withheld_s, min(waited_s, MOST * self.seconds))

    def note_all(self, processes: Iterable[Process]) -> None:
        """Note what processes did that are younger than this; the one that waited most decides."""
        found = list(processes)
        waited = max((waited_s(process.pid) for process in found), default=0.0)
        self.note(sum(process.cpu_s for process in found), waited)


def waited_s(pid: int) -> float:
    """How long a process's first thread was ready to run without a core; 0 where that is unknown.

    Of other threads nothing is known here: a process that computes in them is not spared.
    """
    with suppress(OSError), open(f"/proc/{pid}/schedstat", "rb") as file:
        return waited_in(file.read())
    return 0.0


def waited_in(schedstat: bytes) -> float:
    """The same, from what the file says: nanoseconds run, nanoseconds waited, times run."""
    numbers = schedstat.split()
    return int(numbers[1]) / 1e9 if len(numbers) == 3 else 0.0


class Meter:
    """The seconds that one process has used and waited since `start`, over all its threads' CPU.

    It is opened before a sandbox closes on the caller, and read from inside of it.
    """

    def __init__(self, pid: int) -> None:
        self.clock = ~pid << 3 | 2  # its CPU-time clock, as clock_getcpuclockid(3) has it
        self.schedstat = None
        with suppress(OSError):
            self.schedstat = open(f"/proc/{pid}/schedstat", "rb", buffering=0)  # noqa: SIM115 - kept
        self.since = 0.0, 0.0

    def start(self) -> None:
        """Count from now on."""
        self.since = self._read()

    def note(self, deadline: Deadline) -> None:
        """Tell a deadline that began at `start`."""
        (cpu, waited), (cpu_before, waited_before) = self._read(), self.since
        deadline.note(cpu - cpu_before, waited - waited_before)

    def _read(self) -> tuple[float, float]:
        if self.schedstat is not None:  # else this kernel has no such file
            with suppress(OSError):  # it has ended
                self.schedstat.seek(0)
                return time.clock_gettime(self.clock), waited_in(self.schedstat.read())
        return 0.0, 0.0
