"""What a notebook's run may use, and what came of it: plain records that both sides know."""

from __future__ import annotations

import msgspec


class CellsLimits(msgspec.Struct, frozen=True):
    """What a notebook and its run may use. Seconds are as `pace` counts them, sizes bytes."""

    cell_s: float = 20.0
    total_s: float = 120.0
    source_bytes: int = 20 << 20
    code_bytes: int = 1 << 20  # of all code cells together
    cells: int = 2000
    messages: int = 2000  # of one cell
    total_messages: int = 10_000
    output_bytes: int = 2 << 20  # of all cells together


class CellOutput(msgspec.Struct, frozen=True):
    """One output of a cell, capped: text, or an image as base64."""

    kind: str  # "text" | "image" | "html-omitted" | "error"
    text: str = ""
    mime: str = "text/plain"
    data: str = ""


class CellRecord(msgspec.Struct, frozen=True):
    """A code cell as it ran."""

    index: int  # among all cells, from 0
    number: int  # among the code cells, from 1
    source: str
    outcome: str = "ok"  # "ok" | "error" | "timeout" | "dead" | "skipped"
    ename: str = ""
    evalue: str = ""
    line: int | None = None  # of the cell (or of `line_cell`) where the error surfaced, from 1
    line_cell: int | None = None  # number of the cell that holds that line, where it is another
    traceback: str = ""
    outputs: tuple[CellOutput, ...] = ()
    duration_s: float = 0.0


class NotebookRecord(msgspec.Struct, frozen=True):
    """What came of all cells. `problem` is a code, such as "not_json" or "kernel_died"."""

    cells: tuple[CellRecord, ...] = ()
    problem: str | None = None
    detail: str = ""
    withheld_s: float = 0.0  # that the system let the kernel wait for a core
