"""Performs one request on a solution: call a function of it, or run a probe beside it.

An order is plain data: `{"request": bytes, "machines": […]}`, each of these as `machines` has it,
and so is the request in it: `{"probe": source | None, "name": …, "modules": {alias: module},
"args": […], "kwargs": {…}, "seed": …}`. The answer is plain data too: `("ok", value)`,
`("raised", facts)`, `("refused", why)`, `("undrilled", what)` or `("no gpu", why)`. What the facts
say is the student's process' own word: they only ever cost points.
"""

from __future__ import annotations

import builtins
import importlib
import random
import time
import traceback
from collections.abc import Mapping
from functools import cache
from types import CodeType
from typing import Any

import numpy as np
import torch

from . import wire
from .drill import Unassessable
from .machines import GpuFailed, machine

LOAD_SEED = 0  # of what a submission draws while it is loaded; a run's own seed stays outside
AGAIN_S, AGAIN_BYTES = 0.5, 8 << 20  # an order goes on to its next machine within these
MAX_TEXT = 2_000
MAX_TRACEBACK = 8_000


class MissingName(AttributeError):
    """The submission does not define a name."""


class Names:
    """A submission's names as attributes, of a module or of a notebook's namespace."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        object.__setattr__(self, "_namespace", namespace)

    def __getattr__(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, "_namespace")[name]
        except KeyError:
            raise MissingName(name) from None


def perform(solution: Names, request: dict[str, Any]) -> Any:
    """Run a request; raises whatever the solution raises."""
    args, kwargs = request["args"], request["kwargs"]
    seed_everything(request["seed"])
    if request["probe"] is None:
        return getattr(solution, request["name"])(*args, **kwargs)
    scope: dict[str, Any] = {"__name__": "probe"}
    for alias, module in request["modules"].items():
        scope[alias] = importlib.import_module(module)
    exec(compiled(request["probe"]), scope)
    return scope[request["name"]](solution, *args, **kwargs)


@cache
def compiled(probe: str) -> CodeType:
    """The code of a probe's text; made once for all forks to come where it is asked for early."""
    return compile(probe, "<probe>", "exec")


def seed_everything(seed: int) -> None:
    """Set every source of random numbers; torch.manual_seed does no more, but some 2 ms longer.

    It notes the caller's whole stack for each kind of device that is not in use.
    """
    random.seed(seed)
    np.random.seed(seed % (1 << 32))
    torch.default_generator.manual_seed(seed)
    if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]  # torch gives it no types
        torch.cuda.manual_seed_all(seed)


def answer(solution: Names, frame: bytes, files: Mapping[str, int | None]) -> bytes:
    """The encoded answer to an encoded order. `files`: the student's own, with cell numbers.

    An order of several machines spares a fork for each but the first. It is answered by a list,
    which ends early after an answer that is not "ok", that took long, or that is large.
    """
    order = wire.decode(frame)
    machines, replies = order["machines"], list[bytes]()
    until = time.monotonic() + AGAIN_S
    for place in machines:
        fine, reply = _answer(solution, order["request"], place, files)
        replies.append(reply)
        if not fine or len(reply) > AGAIN_BYTES or time.monotonic() > until:
            break
    return wire.encode(replies) if len(machines) > 1 else replies[0]


def _answer(
    solution: Names, encoded: bytes, place: list[Any] | None, files: Mapping[str, int | None]
) -> tuple[bool, bytes]:
    """Whether it went well on that machine, and the encoded answer."""
    try:
        namespace = object.__getattribute__(solution, "_namespace")
        with machine(place, namespace) as device:
            return _reply(perform(solution, wire.decode(encoded, device)))
    except Unassessable as reason:
        return False, wire.encode(("undrilled", str(reason)))
    except GpuFailed as reason:
        return False, wire.encode(("no gpu", str(reason)))
    except BaseException as error:  # SystemExit and KeyboardInterrupt are student's faults too
        return False, wire.encode(("raised", facts(error, files)))


def _reply(value: object) -> tuple[bool, bytes]:
    try:
        return True, wire.encode(("ok", value))
    except wire.WireError as error:
        return False, wire.encode(("refused", str(error)))


def facts(error: BaseException, files: Mapping[str, int | None]) -> dict[str, Any]:
    """What is known of an error: its class, its text, and the last of the student's own lines."""
    place = _place(error, files)
    return {
        "type": _safely(lambda: type(error).__name__, 100),
        "bases": [k.__name__ for k in type(error).__mro__ if vars(builtins).get(k.__name__) is k],
        "text": _safely(lambda: _text(error), MAX_TEXT),
        "missing": _safely(lambda: str(error), 100) if type(error) is MissingName else None,
        "line": place[1] if place else None,
        "cell": files.get(place[0]) if place else None,
        "own": _safely(lambda: _own(error, files), MAX_TRACEBACK),
        "traceback": _safely(lambda: _whole(error), MAX_TRACEBACK),
    }


def _text(error: BaseException) -> str:
    """Its text; a syntax error's without the place, which is told apart."""
    return str(error.msg) if isinstance(error, SyntaxError) else str(error)


def _place(error: BaseException, files: Mapping[str, int | None]) -> tuple[str, int] | None:
    if isinstance(error, SyntaxError) and error.filename in files and error.lineno:
        return str(error.filename), int(error.lineno)
    places = [(file, line) for file, line, _ in _frames(error) if file in files]
    return places[-1] if places else None


def _frames(error: BaseException) -> list[tuple[str, int, str]]:
    walk = traceback.walk_tb(error.__traceback__)
    return [(f.f_code.co_filename, line or 0, f.f_code.co_name) for f, line in walk][-200:]


def _own(error: BaseException, files: Mapping[str, int | None]) -> str:
    """The traceback cut to the student's own files, without source lines."""
    rows = []
    for file, line, name in _frames(error):
        if file in files:
            cell = files[file]
            rows.append(f"{f'cell {cell}, ' if cell else ''}line {line}, in {name}")
    return "\n".join(rows[-20:])


def _whole(error: BaseException) -> str:
    return "".join(traceback.format_exception(error, limit=-15))


def _safely(make: Any, limit: int) -> str:
    """A text that the student's own classes compute: whatever they do, a short string."""
    try:
        text = make()
    except BaseException as error:
        return f"<{type(error).__name__} while describing the error>"
    return str.__str__(text)[:limit] if isinstance(text, str) else ""
