"""The student's own code as a check asks it: in this process, with a deadline for each call."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from grader.examiner.errors import place
from grader.examiner.solutions import Solution
from grader.examiner.wording import TOOK_LONG
from grader.faults import StudentFault
from grader.inside import wire
from grader.inside.perform import Names, answer
from grader.messages import Message
from grader.practice.deadline import within

MAX_PRINTED = 2000


class Asked(Solution):
    """A namespace that can be asked, and what the last call showed beside its answer."""

    def __init__(
        self, namespace: dict[str, Any], files: Mapping[str, int | None], source: str, call_s: float
    ) -> None:
        super().__init__(self._perform, source)
        self.calling: Callable[[], None] = lambda: None
        self.raised: str | None = None  # the text of the exception that ended the last call
        self.printed = ""
        self._names, self._files, self._call_s = Names(namespace), files, call_s
        self._late = False

    def _perform(self, request: bytes, extra_s: float = 0.0) -> bytes:
        self.calling()
        with printing() as shown:
            reply, self._late = within(
                self._call_s + extra_s, lambda: answer(self._names, request, self._files)
            )
        self.printed = (self.printed + shown.text())[-MAX_PRINTED:]
        if reply is None:
            raise self._overtime({})
        return reply

    def _value(self, reply: bytes, names: str = "", *, noted: bool = False) -> Any:
        self.raised = None
        kind, value = wire.decode(reply, noted=noted)
        facts = value if kind == "raised" else {}
        if self._late:
            raise self._overtime(facts)
        if facts.get("type") == "KeyboardInterrupt":
            raise KeyboardInterrupt
        self.raised = facts.get("text")
        return super()._value(reply, names, noted=noted)

    def _overtime(self, facts: dict[str, Any]) -> StudentFault:
        seconds = f"{self._call_s:g}"
        return StudentFault(Message(TOOK_LONG, {"seconds": seconds}), where=place(facts))


class Tail(io.StringIO):
    """A text stream that remembers the end of what was written, however much that was."""

    def write(self, text: str) -> int:
        """Write, and forget the beginning of what has grown too long."""
        if self.tell() > 50 * MAX_PRINTED:
            kept = self.text()
            self.seek(0)
            self.truncate()
            super().write(kept)
        return super().write(text)

    def text(self) -> str:
        """The last of it."""
        return encodable(self.getvalue()[-MAX_PRINTED:])


def encodable(text: str) -> str:
    """A text that UTF-8 can hold: lone surrogates are named."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@contextmanager
def printing() -> Iterator[Tail]:
    """Keep what is printed."""
    shown, before = Tail(), (sys.stdout, sys.stderr)
    sys.stdout = sys.stderr = shown
    try:
        yield shown
    finally:
        sys.stdout, sys.stderr = before
