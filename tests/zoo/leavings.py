"""What tricks leave behind: processes that outlive the run that graded them."""

import ctypes
import os
import signal
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


class Orphans:
    """Makes this process the parent of every process whose own parent ended; tells of those left.

    So no other program of this machine is ever taken for one of a run's, or ended.
    """

    def __init__(self):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.before = set(below(os.getpid()))

    def end(self):
        """End the processes below this one that were not there before; their command lines."""
        found = [pid for pid in below(os.getpid()) if pid not in self.before]
        lines = [line for pid in found if (line := _line(pid))]
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
        return lines


def below(root):
    """All descendants of a process."""
    parents = {int(folder.name): _parent(folder) for folder in Path("/proc").glob("[0-9]*")}
    found, rest = [], [root]
    while rest:
        at = rest.pop()
        inner = [pid for pid, parent in parents.items() if parent == at]
        found += inner
        rest += inner
    return found


def _parent(folder):
    """The parent of a process; 0 where it is gone."""
    try:
        return int((folder / "stat").read_bytes().rpartition(b")")[2].split()[1])
    except OSError:
        return 0


def _line(pid):
    """A process's command line; nothing where it has ended and was not waited for."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
    except OSError:
        return ""
