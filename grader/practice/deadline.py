"""A deadline for a call in this thread, on any system: an exception that only the deadline raises.

It reaches Python code between two of its steps. A call that is stuck in C for good is ended from
outside, where there is an outside (`supervise.py`).
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
AGAIN_S = 0.5  # a bare `except` may have swallowed it


class Overtime(BaseException):
    """The call took longer than it may; no `except Exception` holds it up."""


class _Guard:
    """Raises `Overtime` in the thread that made it, from the deadline on until it is stopped."""

    def __init__(self, seconds: float) -> None:
        self.fired = False
        self._thread = threading.get_ident()
        self._lock, self._stopped = threading.Lock(), threading.Event()
        threading.Thread(target=self._watch, args=(seconds,), daemon=True).start()

    def _watch(self, seconds: float) -> None:
        while not self._stopped.wait(seconds):
            with self._lock:
                if self._stopped.is_set():
                    return
                self.fired = True
                self._set(ctypes.py_object(Overtime))
            seconds = AGAIN_S

    def stop(self) -> None:
        """Raise nothing from now on, and take back what has not arrived yet."""
        with self._lock:
            self._stopped.set()
            self._set(None)

    def _set(self, error: object) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), error)


def within(seconds: float, call: Callable[[], T]) -> tuple[T | None, bool]:
    """What `call()` gives, and whether it was told to stop after `seconds`.

    The value is None where the call had none to give in time.
    """
    guard, value = _Guard(seconds), None
    try:
        try:
            value = call()
        finally:
            guard.stop()
    except Overtime:
        guard.stop()
    return value, guard.fired
