"""SIGINT, SIGTERM and SIGHUP end a run between two records, never within one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopping:
    """Turns the first signal into a KeyboardInterrupt, and ignores those that follow it."""

    def __init__(self) -> None:
        self._holding = False
        self._asked = False
        self._raised = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Stopping:
        for number in SIGNALS:
            before = signal.getsignal(number)
            if before is not signal.SIG_IGN:  # as under nohup
                self._before[number] = signal.signal(number, self._signalled)
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _signalled(self, _: int, __: FrameType | None) -> None:
        self._asked = True
        self._raise()

    def _raise(self) -> None:
        if self._asked and not self._holding and not self._raised:
            self._raised = True
            raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Iterator[None]:
        """A signal waits until the block is done."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        self._raise()

    def heard(self) -> None:
        """The interruption has been dealt with: another one may interrupt what is done now."""
        self._asked = self._raised = False


class Block:
    """A block of a `with` statement, and whether it was interrupted."""

    interrupted = False


@contextmanager
def interruptible() -> Iterator[Block]:
    """A block that a KeyboardInterrupt ends, and no more than that."""
    block = Block()
    try:
        yield block
    except KeyboardInterrupt:
        block.interrupted = True
