"""What the examiner and the warden say to each other, as msgspec records.

The warden is our code, but it lives beside student code: the examiner decodes what it says as
strictly as if the student had written it.
"""

from __future__ import annotations

import msgspec

from .cellrecords import CellsLimits, NotebookRecord
from .frames import FrameError


class Load(msgspec.Struct, frozen=True, tag="load"):
    """Import this module, or run this notebook's cells."""

    form: str  # "module" | "notebook"
    name: str  # "tensors"
    data: bytes
    load_s: float
    cells: CellsLimits = CellsLimits()


class Call(msgspec.Struct, frozen=True, tag="call"):
    """Fork the loaded submission and let the fork answer this request."""

    request: bytes
    call_s: float


class Loaded(msgspec.Struct, frozen=True, tag="loaded"):
    """What came of a `Load`. `fault` are the facts of the error that stopped it (see perform)."""

    usable: bool  # whether there is a process to fork from
    fault: bytes = b""  # encoded facts, as in perform.facts
    ended: str = ""  # "exit" | "timeout" | "memory": the process was lost, and loaded once more
    ended_line: int = 0  # without the statement on this line and those behind it
    output: str = ""
    notebook: NotebookRecord | None = None
    withheld_s: float = 0.0  # that the system let it wait for a core


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """What came of a `Call`: the fork's own bytes, or how it ended without any."""

    ended: str = ""  # "" | "exit" | "timeout" | "memory" | "reply" (no frame within the caps)
    detail: str = ""
    payload: bytes = b""
    output: str = ""
    peak_bytes: int = 0
    withheld_s: float = 0.0


Order = Load | Call
Report = Loaded | Answer
to_order = msgspec.msgpack.Decoder(Order)
_to_report = msgspec.msgpack.Decoder(Report)
pack = msgspec.msgpack.Encoder().encode


def report(frame: bytes) -> Report:
    """The report in a frame.

    Raises:
        FrameError: it is none. msgspec has another error for text that is no UTF-8.
    """
    try:
        found: Report = _to_report.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FrameError(f"no report: {error}") from error
    return found
