"""A solution as a check sees it: `solution.f(x)` and `solution.run(probe, x)`.

`InProcess` is for code that we trust (the reference, a teacher's own try); the student's stands
behind a socket, in `grader.examiner.link`, and gives the same answers in the same words.
"""

from __future__ import annotations

import sys
import types
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from grader.checks.devices import DRILL, Device
from grader.examiner.draws import seed_of
from grader.examiner.elsewhere import gpu_failed, undrilled
from grader.examiner.errors import facts_of, raised, refused
from grader.examiner.probes import request_for_call, request_for_probe
from grader.faults import GraderFault, StudentFault
from grader.gpu import Gpu
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
        self._visits: Counter[Device] = Counter()  # calls of this check on each device
        self._ahead: dict[tuple[Device, int], tuple[bytes, bytes]] = {}  # requests and replies

    def seeded(self, seed: int) -> Solution:
        """The same solution, with random state there set from `seed` before each call.

        Calls count anew, so that no check's draws depend on the checks before it.
        """
        self._seed, self._since = seed, self._calls
        self._visits.clear()
        self._ahead.clear()
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
        encoded = self._encoded(request, str(self._calls - self._since))
        return self._value(self._ask(_order(encoded, None)), _names(request))

    def _encoded(self, request: dict[str, Any], label: str) -> bytes:
        """A request, with the seed of the call of this label in this check."""
        try:
            return wire.encode({**request, "seed": seed_of(self._seed, label)})
        except wire.WireError as error:
            raise GraderFault(f"a check sends {error}") from error

    def _value(self, reply: bytes, names: str = "", *, noted: bool = False) -> Any:
        """The value in a reply; with `noted`, for another machine: tensors tell where they lay.

        Only there may an answer say that it cannot be had: elsewhere that would spare a check.
        `names`: a text with all names in it that were asked for.
        """
        try:
            answer = wire.decode(reply, noted=noted)
        except wire.WireError as error:
            raise refused(f"bytes that are no answer ({error})") from error
        kind, value = answer if type(answer) is tuple and len(answer) == 2 else ("", None)
        if type(kind) is str and kind == "ok":
            return value
        if type(kind) is not str or type(value) not in (str, dict):
            raise refused("a value that is no answer")
        if kind == "raised":
            raise raised(facts_of(value), self._source, names)
        if kind == "undrilled" and noted:
            raise undrilled(str(value), self._source)
        if kind == "no gpu" and noted and self._gpu is not None:
            raise gpu_failed(str(value), self._source, self._gpu)
        raise refused(str(value))


class _There(Solution):
    """A solution on another machine. It counts its calls where the solution itself does.

    Checks go through all devices with the same arguments. So what is asked on the pretended
    machine's first is asked on its second in the same fork, and that answer is kept for its turn.
    Calls of one number have one seed on all devices.
    """

    def __init__(self, home: Solution, device: Device) -> None:
        super().__init__(home._ask, home._source, home._gpu)
        self._home, self._device = home, device

    def _answer(self, request: dict[str, Any]) -> Any:
        home = self._home
        home._calls += 1
        home._visits[self._device] += 1
        number = home._visits[self._device]
        encoded = home._encoded(request, f"elsewhere {number}")
        return home._value(self._reply(encoded, number), _names(request), noted=True)

    def _reply(self, encoded: bytes, number: int) -> bytes:
        home, gpu = self._home, self._home._gpu
        if self._device.real and gpu is not None:
            place = ["gpu", self._device.name, gpu.visible, gpu.fraction]
            return home._ask(_order(encoded, place), OPENING_S)
        kept = home._ahead.pop((self._device, number), None)
        if kept is not None and kept[0] == encoded:
            return kept[1]
        ahead = DRILL[1:] if self._device == DRILL[0] else ()
        places = [["drill", device.name] for device in (self._device, *ahead)]
        reply = home._ask(_order(encoded, *places))
        if not ahead:
            return reply
        first, *others = _replies(reply, len(places))
        for device, other in zip(ahead, others, strict=False):
            home._ahead[device, number] = encoded, other
        return first


def _order(encoded: bytes, *machines: list[Any] | None) -> bytes:
    """The order to perform an encoded request on these machines."""
    return wire.encode({"request": encoded, "machines": list(machines)})


def _names(request: dict[str, Any]) -> str:
    """A text that holds every name of the submission that a request may ask for."""
    given = (*request["args"], *request["kwargs"].values())
    texts = (text for text in given if isinstance(text, str))
    return " ".join((request["name"], request["probe"] or "", *texts))


def _replies(reply: bytes, most: int) -> list[bytes]:
    """The replies to an order of several machines; hostile bytes.

    Raises:
        StudentFault: they are none.
    """
    try:
        replies = wire.decode(reply)
    except wire.WireError as error:
        raise refused(f"bytes that are no answer ({error})") from error
    whole = type(replies) is list and 1 <= len(replies) <= most
    if not whole or not all(type(each) is bytes for each in replies):
        raise refused("bytes that are no list of answers")
    return list(replies)


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
