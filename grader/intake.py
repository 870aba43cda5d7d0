"""Reads a submission's bytes, whatever its author made of the file: only a regular file, capped."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from grader.discovery import Candidate
from grader.faults import StudentFault, UsageFault
from grader.messages import Message, mark

MAX_BYTES = {"module": 1 << 20, "notebook": 20 << 20}

NOT_REGULAR = mark("`{name}` is not a regular file; hand in the file itself.")
TOO_LARGE = mark("`{name}` is larger than the {megabytes} MB that may be handed in.")
HARD_LINK = "the file has another name elsewhere (a hard link)"
LINK = mark("`{name}` is a link; hand in the file itself.")


def read_submission(candidate: Candidate) -> bytes:
    """The bytes that were handed in.

    Raises:
        StudentFault: it is no regular file, a link, or too large.
        UsageFault: it is gone, or we may not read it.
    """
    _refuse_links(candidate)
    try:
        return _read(candidate)
    except OSError as error:
        raise _unreadable(candidate.path, error) from error


def _read(candidate: Candidate) -> bytes:
    # Between the look at it and this opening it may have become anything.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
    name = candidate.path.name
    with os.fdopen(os.open(candidate.path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise StudentFault(Message(NOT_REGULAR, {"name": name}))
        limit = MAX_BYTES[candidate.form]
        data = b"" if found.st_size > limit else file.read(limit + 1)
    if max(len(data), found.st_size) > limit:
        raise StudentFault(Message(TOO_LARGE, {"name": name, "megabytes": str(limit >> 20)}))
    return data


@dataclass(frozen=True)
class Seen:
    """What a submission was when the class was looked through."""

    digest: str  # SHA-256 of its bytes, or of why they are refused; "" where we cannot read it
    refused: StudentFault | None = None
    notes: tuple[str, ...] = ()


def look(candidate: Candidate) -> Seen:
    """Read a submission, to know whether it has changed since it was graded."""
    try:
        digest = hashlib.sha256(read_submission(candidate)).hexdigest()
        shared = os.lstat(candidate.path).st_nlink > 1
        return Seen(digest, notes=(HARD_LINK,) if shared else ())
    except StudentFault as fault:
        why = f"refused: {fault.messages[0].english()}"
        return Seen(hashlib.sha256(why.encode()).hexdigest(), fault)
    except (UsageFault, OSError):
        return Seen("")


def _refuse_links(candidate: Candidate) -> None:
    """Look at the file and at each folder between it and what staff named, from the top."""
    at = candidate.root
    for part in candidate.path.relative_to(candidate.root).parts:
        at = at / part
        try:
            kind = os.lstat(at).st_mode
        except OSError as error:
            raise _unreadable(at, error) from error
        if stat.S_ISLNK(kind):
            raise StudentFault(Message(LINK, {"name": at.name}))
    if not stat.S_ISREG(kind):  # opening a device or a FIFO may already do something
        raise StudentFault(Message(NOT_REGULAR, {"name": candidate.path.name}))


def _unreadable(path: Path, error: OSError) -> UsageFault:
    return UsageFault(f"{path}: {error.strerror}; it was not graded, and no points are lost by it.")
