"""The processes of one submission: list them, measure them, end them.

Seen from PID 1 of a PID namespace a submission is everything in /proc. Elsewhere it is every
descendant of the caller, who must be a subreaper, so that orphans come back to it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import time
from collections.abc import Collection

import msgspec

_TICKS = os.sysconf("SC_CLK_TCK")
_ROUND_S = 0.0005
BEYOND = 1 << 62  # bytes


class Process(msgspec.Struct, frozen=True):
    """One line of /proc/*/stat."""

    pid: int
    parent: int
    state: str
    threads: int
    cpu_s: float
    """Of the process and of the children that it waited for."""


class Usage(msgspec.Struct, frozen=True):
    """What a submission uses at this moment."""

    memory_bytes: int
    """Resident memory that is not a file's; shared pages are counted once when it is `exact`."""
    exact: bool
    processes: int
    """Threads counted."""
    cpu_s: float
    """Living processes, and those that they or the caller waited for."""
    files_bytes: int = 0
    alive: tuple[Process, ...] = ()


class SweepFault(Exception):
    """Processes of a submission could not be ended in time."""


def everyone(keep: Collection[int] = ()) -> list[Process]:
    """All processes of this submission (zombies too) but the caller and `keep`."""
    me = os.getpid()
    found = {process.pid: process for process in map(_stat, _pids()) if process}
    if me != 1:
        found = {pid: p for pid, p in found.items() if _descends(p, me, found)}
    return [process for pid, process in found.items() if pid != me and pid not in keep]


def sweep(keep: Collection[int] = (), seconds: float = 5.0) -> int:
    """SIGKILL all processes but the caller and `keep`, until none is left; returns how many.

    Reaps those that became the caller's children; zombies of others are theirs to wait for. The
    dead are reaped last: until then they count towards the process limit, and each fork that
    outruns a round leaves less room for the next one.
    Raises `SweepFault` when some are left after `seconds`.
    """
    me, ended = os.getpid(), set[int]()
    deadline = time.monotonic() + seconds
    while left := [p for p in everyone(keep) if p.state not in "ZX" or p.parent == me]:
        if time.monotonic() > deadline:
            raise SweepFault(f"{len(left)} processes are left after {seconds:g} s")
        ended |= {process.pid for process in left}
        if alive := [process for process in left if process.state not in "ZX"]:
            _kill(alive, at_once=me == 1 and not {*keep} - {me})
            time.sleep(_ROUND_S)
        else:
            _reap(left)
    return len(ended)


def reap_orphans(own: Collection[int] = ()) -> None:
    """Reap the dead that became the caller's children, as `init` does, but for its `own`.

    Until then each counts towards the process limit of a submission that still runs.
    """
    look = os.WEXITED | os.WNOHANG | os.WNOWAIT
    with contextlib.suppress(ChildProcessError):
        while (dead := os.waitid(os.P_ALL, 0, look)) and dead.si_pid not in own:
            os.waitpid(dead.si_pid, os.WNOHANG)


def usage(keep: Collection[int] = (), exact_above: int = 0, folder: str | None = None) -> Usage:
    """What all processes but the caller and `keep` use, and the files in `folder`.

    Memory is the cheap sum of RssAnon and RssShmem, which counts pages shared by a fork once for
    each process; where that exceeds `exact_above` bytes, the proportional sum from smaps_rollup.
    A folder need only be given where it is no tmpfs with a size of its own (without namespaces).
    """
    alive = [process for process in everyone(keep) if process.state not in "ZX"]
    memory = sum(cheap_memory(process.pid) for process in alive)
    exact = memory > exact_above
    if exact:
        memory = sum(exact_memory(process.pid) for process in alive)
    waited = os.times()
    cpu_s = sum(p.cpu_s for p in alive) + waited.children_user + waited.children_system
    threads = sum(process.threads for process in alive)
    files = folder_bytes(folder) if folder else 0
    return Usage(memory, exact, threads, cpu_s, files, tuple(alive))


def cheap_memory(pid: int) -> int:
    """RssAnon + RssShmem in bytes; 0 when the process is gone."""
    return _sum_kilobytes(f"/proc/{pid}/status", (b"RssAnon:", b"RssShmem:"))


def exact_memory(pid: int) -> int:
    """Proportional anonymous and shared memory in bytes; the cheap sum where that is denied."""
    wanted = (b"Pss_Anon:", b"Pss_Shmem:", b"SwapPss:")
    return _sum_kilobytes(f"/proc/{pid}/smaps_rollup", wanted) or cheap_memory(pid)


def folder_bytes(folder: str) -> int:
    """Disk space of all files below a folder; what vanishes meanwhile is not counted.

    Nested deeper than a path can be long it cannot be followed, and is beyond any limit.
    """
    total, waiting = 0, [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                        continue
                    with contextlib.suppress(OSError):
                        total += entry.stat(follow_symlinks=False).st_blocks * 512
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return BEYOND
    return total


def _pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _stat(pid: int) -> Process | None:
    """Reads after the last `)`: the name before it is the process's own choice."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    ticks = sum(int(field) for field in fields[11:15])
    return Process(pid, int(fields[1]), fields[0].decode(), int(fields[17]), ticks / _TICKS)


def _descends(process: Process | None, root: int, found: dict[int, Process]) -> bool:
    while process and process.pid != root:
        process = found.get(process.parent)
    return process is not None


def _kill(processes: list[Process], at_once: bool) -> None:
    """`at_once`: all that there are, so that nothing forks its way out; only PID 1 may ask it."""
    for pid in [-1] if at_once else [process.pid for process in processes]:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _reap(zombies: list[Process]) -> None:
    for process in zombies:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(process.pid, os.WNOHANG)


def _sum_kilobytes(path: str, wanted: tuple[bytes, ...]) -> int:
    try:
        with open(path, "rb") as file:
            lines = file.read().splitlines()
    except OSError:
        return 0
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(wanted))
