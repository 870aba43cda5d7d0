"""Runs a command as the ancestor of all that comes of it, and tells what outlives it.

    python keeper.py DESCRIPTOR COMMAND [ARGUMENT...]

Ends with the command's exit code. The command lines of processes that are left some seconds after
its end are written to the descriptor, as JSON; these processes are ended.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
PATIENCE_S = 5.0  # for the system to carry out what was sent to whom the run has ended


def children():
    """Our children, which are all orphans of the command, but those that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    me = str(os.getpid())
    return Path(f"/proc/{me}/task/{me}/children").read_text(encoding="ascii").split()


def words(pid):
    """A process in words."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def main(descriptor, *command):
    """Run, look, clear, tell."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    code = subprocess.call(command)
    until, found = time.monotonic() + PATIENCE_S, {}
    while left := children():
        if time.monotonic() > until:
            for pid in left:
                found.setdefault(pid, " ".join(words(pid)))
                with suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
        time.sleep(0.02)
    os.write(int(descriptor), json.dumps([*found.values()]).encode())
    sys.exit(code if code >= 0 else 128 - code)


main(*sys.argv[1:])
