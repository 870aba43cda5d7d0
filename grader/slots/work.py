"""A submission that waits to be graded."""

from __future__ import annotations

import tokenize
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from grader.course import Assignment

MAX_TEXT = 400_000


@dataclass(frozen=True)
class Work:
    """One submission: who, what, and how to get its bytes when its turn comes.

    `read` raises `StudentFault` where the file is not acceptable, and `UsageFault` where it is
    gone or cannot be read by us.
    """

    student: str
    assignment: Assignment
    form: Literal["module", "notebook"]
    source: str
    read: Callable[[], bytes]
    digest: str = ""
    notes: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()  # whose checks are run; none stands for all


def text_of(data: bytes) -> str:
    """A module's text as Python reads it; where it has no valid encoding, as Latin-1."""
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n")[:MAX_TEXT]
