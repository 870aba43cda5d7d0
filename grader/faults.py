"""The two families of faults, and the caller's own mistakes.

Who raises decides who pays: a `StudentFault` becomes a verdict with a message, a `GraderFault`
is shown as ours, retried and turned into a non-zero exit, and is never charged to a student.
A `UsageFault` is a wrong command line or an unusable folder: one sentence and exit code 2.
"""

from __future__ import annotations

from grader.messages import Message


class StudentFault(Exception):
    """Something that the submission did. Carries what the student reads and what staff read."""

    def __init__(self, message: Message, staff: str = "") -> None:
        super().__init__(staff or message.english())
        self.message = message
        self.staff = staff


class GraderFault(Exception):
    """Something that the harness did: a crash of ours, a broken check, no memory left, no GPU."""


class UsageFault(Exception):
    """What the caller asked for cannot be done: says what, where, and what to do."""
