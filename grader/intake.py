"""Reads a submission's bytes, whatever its author made of the file: only a regular file, capped."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from grader.discovery import Candidate
from grader.faults import StudentFault, UsageFault
from grader.messages import Message, mark

MAX_BYTES = {"module": 1 << 20, "notebook": 20 << 20}

NOT_REGULAR = mark("`{name}` is not a regular file; hand in the file itself.")
TOO_LARGE = mark("`{name}` is larger than the {megabytes} MB that may be handed in.")
LINK = mark("`{name}` is a link; hand in the file itself.")


def read_submission(candidate: Candidate) -> bytes:
    """The bytes that were handed in.

    Raises:
        StudentFault: it is no regular file, a link, or too large.
        UsageFault: it is gone, or we may not read it.
    """
    name = candidate.path.name
    _refuse_links(candidate)
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(candidate.path, flags)
    except OSError as error:
        raise UsageFault(f"{candidate.path}: {error.strerror}; grade this one again.") from error
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise StudentFault(Message(NOT_REGULAR, {"name": name}))
        limit = MAX_BYTES[candidate.form]
        data = file.read(limit + 1)
    if len(data) > limit:
        args = {"name": name, "megabytes": str(limit >> 20)}
        raise StudentFault(Message(TOO_LARGE, args))
    return data


def digest_of(candidate: Candidate) -> str:
    """SHA-256 of what was handed in; "" where it cannot be read (the engine will say why)."""
    try:
        return hashlib.sha256(read_submission(candidate)).hexdigest()
    except (StudentFault, UsageFault):
        return ""


def _refuse_links(candidate: Candidate) -> None:
    path = candidate.path
    while path not in (candidate.root, Path(path.anchor), Path(".")):
        try:
            kind = os.lstat(path).st_mode
        except OSError as error:
            raise UsageFault(f"{path}: {error.strerror}; grade this one again.") from error
        if stat.S_ISLNK(kind):
            raise StudentFault(Message(LINK, {"name": path.name}))
        path = path.parent
