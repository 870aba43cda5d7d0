"""The unprivileged users as whom root's slots run: each belongs to one slot of one run at a time.

Without namespaces the system counts the processes of a user together, whoever started them, and
lets them signal each other: two slots of one user would cost each other points.
"""

from __future__ import annotations

import fcntl
import functools
import os
from pathlib import Path

from grader.faults import GraderFault

# A range that Debian, systemd and shadow all leave to nobody.
FIRST_UID = 60800
USERS = 300
# Root's alone, and gone at the next start of the machine, as the runs are.
FOLDER = Path("/run/grader-users")


@functools.cache
def user_of(slot: int) -> int:
    """The user of a slot of this process, who is nobody else's until this process ends.

    Raises:
        GraderFault: all users belong to other runs, or the folder of their locks cannot be used.
    """
    try:
        FOLDER.mkdir(mode=0o700, exist_ok=True)
        for uid in range(FIRST_UID, FIRST_UID + USERS):
            if _claimed(FOLDER / str(uid)):
                return uid
    except OSError as error:
        raise GraderFault(f"no user could be claimed for slot {slot}: {error}") from None
    raise GraderFault(f"slot {slot} finds no user: all {USERS} belong to other runs")


def _claimed(path: Path) -> bool:
    """Whether the lock is ours now; the system gives it back when this process ends."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    return True
