"""The two families of faults, and the caller's own mistakes.

Who raises decides who pays: a `StudentFault` becomes a verdict with a message, a `GraderFault`
is shown as ours, retried and turned into a non-zero exit, and is never charged to a student.
A `UsageFault` is a wrong command line or an unusable folder: one sentence and exit code 2.
"""

from __future__ import annotations

from grader.messages import Message
from grader.records import Place


class StudentFault(Exception):
    """Something that the submission did: what the student reads, and what staff read beside it."""

    def __init__(self, *messages: Message, staff: str = "", where: Place | None = None) -> None:
        super().__init__(staff or " ".join(message.english() for message in messages))
        self.messages = messages
        self.staff = staff
        self.where = where


class GraderFault(Exception):
    """Something that the harness did: a crash of ours, a broken check, no memory left, no GPU."""


class UsageFault(Exception):
    """What the caller asked for cannot be done: says what, where, and what to do."""
