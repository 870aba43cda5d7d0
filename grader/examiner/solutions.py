"""A solution as a check sees it: `solution.f(x)` and `solution.run(probe, x)`.

`InProcess` is for code that we trust (the reference, a teacher's own try); the student's stands
behind a socket, in `grader.examiner.link`, and gives the same answers in the same words.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from grader.checks.devices import Device, Gpu
from grader.examiner.draws import seed_of
from grader.examiner.elsewhere import gpu_failed, undrilled
from grader.examiner.errors import raised, refused
from grader.examiner.probes import request_for_call, request_for_probe
from grader.faults import GraderFault, StudentFault
from grader.inside import wire
from grader.inside.perform import LOAD_SEED, Names, answer, seed_everything

OPENING_S = 30.0  # what opening a GPU may take, beside the time that a call may take


class Asker(Protocol):
    """What carries a request to a solution and brings the answer back.

    `extra_s`: seconds of it that are no time of the solution's.
    """

    def __call__(self, request: bytes, extra_s: float = 0.0) -> bytes: ...


class Solution:
    """The functions of a solution by name, and probes run beside it. Only data come back."""

    def __init__(self, ask: Asker, source: str = "", gpu: Gpu | None = None) -> None:
        self._ask = ask
        self._gpu = gpu
        self._source = source
        self._calls = 0
        self._seed = 0
        self._since = 0  # calls before this check

    def seeded(self, seed: int) -> Solution:
        """The same solution, with random state there set from `seed` before each call.

        Calls count anew, so that no check's draws depend on the checks before it.
        """
        self._seed, self._since = seed, self._calls
        return self

    def run(self, probe: Callable[..., object], *args: object, **kwargs: object) -> Any:
        """What `probe(solution, *args, **kwargs)` gives there.

        Raises:
            StudentFault: it raised, ended or overran there, or gave something that is not data.
            GraderFault: the probe or its arguments cannot cross.
        """
        return self._answer(request_for_probe(probe, args, kwargs))

    def on(self, device: Device) -> Solution:
        """The same solution on a machine with a GPU: arguments arrive on `device`.

        Tensors that it gives tell by `wire.lies_on` where they lay there; `agree` and `tensor`
        look. The reference never opens a GPU: what it gives there is computed on the CPU.
        """
        return _There(self, device)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: object, **kwargs: object) -> Any:
            return self._answer(request_for_call(name, args, kwargs))

        return call

    def _answer(self, request: dict[str, Any]) -> Any:
        self._calls += 1
        try:
            frame = wire.encode(
                {**request, "seed": seed_of(self._seed, str(self._calls - self._since))}
            )
        except wire.WireError as error:
            raise GraderFault(f"a check sends {error}") from error
        opens = request.get("machine", [""])[0] == "gpu"
        reply = self._ask(frame, OPENING_S) if opens else self._ask(frame)
        try:
            kind, value = wire.decode(reply, noted="machine" in request)
        except (wire.WireError, TypeError, ValueError) as error:
            raise refused(f"bytes that are no answer ({error})") from error
        if kind == "ok":
            return value
        if kind == "raised" and isinstance(value, dict):
            raise raised(value, self._source)
        if kind == "undrilled":
            raise undrilled(str(value), self._source)
        if kind == "no gpu":
            raise gpu_failed(str(value), self._source, self._gpu)
        raise refused(str(value))


class _There(Solution):
    """A solution on another machine. It counts its calls where the solution itself does."""

    def __init__(self, home: Solution, device: Device) -> None:
        super().__init__(home._ask, home._source, home._gpu)
        self._home, gpu = home, home._gpu
        self._machine: list[Any] = ["drill", device.name]
        if device.real and gpu is not None:
            self._machine = ["gpu", device.name, gpu.visible, gpu.fraction]

    def _answer(self, request: dict[str, Any]) -> Any:
        return self._home._answer({**request, "machine": self._machine})


def in_process(path: Path, source: str | None = None) -> Solution:
    """A solution of code that we trust, executed here. `source` replaces the file's text.

    Raises:
        StudentFault: it cannot be executed.
    """
    text = path.read_text(encoding="utf-8") if source is None else source
    module = types.ModuleType(f"solution_{path.stem}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # dataclasses look their module up there
    seed_everything(LOAD_SEED)
    exec(compile(text, str(path), "exec"), module.__dict__)
    names = Names(module.__dict__)

    def ask(request: bytes, extra_s: float = 0.0) -> bytes:
        return answer(names, request, {str(path): None})

    return Solution(ask, text)


__all__ = ["Solution", "StudentFault", "in_process"]
