"""What a worker says while it works, one JSON line each, and the order that it is given."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from grader.records import CheckRecord, Fault


class Order(msgspec.Struct, frozen=True):
    """Check this file; on a second try, go on behind what did not end."""

    folder: str  # the assignment's
    path: str
    keyword: str = ""
    before: int = 0  # leave out the module's statements from this line on
    without: tuple[int, ...] = ()  # leave out these code cells, numbered from 1
    done: tuple[str, ...] = ()  # checks that need not be run again


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """Torch is imported; an order can come."""


class Running(msgspec.Struct, frozen=True, tag="running"):
    """A statement of the module (`cell` is None) or a cell of the notebook is about to run."""

    line: int = 0
    cell: int | None = None


class Trouble(msgspec.Struct, frozen=True, tag="trouble"):
    """Loading the file showed a fault."""

    fault: Fault


class Calling(msgspec.Struct, frozen=True, tag="calling"):
    """A check is about to call the student's code; `blank` is its record so far."""

    blank: CheckRecord


class Found(msgspec.Struct, frozen=True, tag="found"):
    """What one check found."""

    record: CheckRecord
    detail: str = ""  # what came back and what should have: public checks hide neither
    printed: str = ""


class Broken(msgspec.Struct, frozen=True, tag="broken"):
    """The checks themselves cannot be run."""

    why: str
    usage: bool = False


class Done(msgspec.Struct, frozen=True, tag="done"):
    """All checks were run."""


Event = Ready | Running | Trouble | Calling | Found | Broken | Done
Tell = Callable[[Event], None]
to_event = msgspec.json.Decoder(Event)
to_order = msgspec.json.Decoder(Order)
pack = msgspec.json.Encoder().encode
