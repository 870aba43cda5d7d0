"""A submission's source as pages show it: numbered lines, and what checks say about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.records import Cell, Place, SubmissionRecord
from grader.reports.highlight import highlight
from grader.reports.images import Picture, picture
from grader.reports.safe import cut, lines, one_line, visible

MAX_LINES = 2000
MAX_WIDTH = 1000
MAX_CELLS = 400
MAX_OUTPUT = 20_000
MAX_PICTURES = 30


@dataclass(frozen=True)
class Remark:
    """What a check or a fault says about a line, with the anchor of where it is said in full."""

    anchor: str
    label: str
    text: Markup
    tone: str  # an outcome's name


@dataclass(frozen=True)
class Line:
    """One line of source."""

    number: int
    anchor: str
    html: Markup
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Listing:
    """Lines of source, and how many more there are."""

    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True)
class OutputView:
    """One output of a cell."""

    kind: str  # "text" | "image" | "omitted" | "error"
    text: str
    more: int = 0  # characters that were cut off
    picture: Picture | None = None
    mime: str = ""


@dataclass(frozen=True)
class CellView:
    """A code cell with what it put out."""

    number: int
    outcome: str
    listing: Listing
    outputs: tuple[OutputView, ...]
    duration_s: float


def listing(text: str, remarks: Mapping[int, Sequence[Remark]], cell: int | None = None) -> Listing:
    """The first 2,000 lines of a text, coloured, with the remarks of each line."""
    found = lines(text)
    if len(found) > 1 and not found[-1]:
        found.pop()
    shown = [line if len(line) <= MAX_WIDTH else line[:MAX_WIDTH] + " …" for line in found]
    numbered = enumerate(highlight(shown[:MAX_LINES]), start=1)
    return Listing(
        tuple(
            Line(n, line_anchor(Place(n, cell)), html, tuple(remarks.get(n, ())))
            for n, html in numbered
        ),
        max(0, len(found) - MAX_LINES),
    )


def line_anchor(place: Place) -> str:
    """The anchor of a line: `L3`, or `C2L3` in a cell."""
    return f"L{place.line}" if place.cell is None else f"C{place.cell}L{place.line}"


def line_at(record: SubmissionRecord, place: Place) -> str | None:
    """The text of a line; None where the source has no such line."""
    text = record.text
    if place.cell is not None:
        cells = {cell.number: cell.source for cell in record.cells}
        text = cells.get(place.cell, "")
    found = lines(text) if text else []
    return one_line(found[place.line - 1], 200) if 0 < place.line <= len(found) else None


def cells(
    found: Iterable[Cell], remarks: Mapping[int | None, Mapping[int, Sequence[Remark]]]
) -> tuple[CellView, ...]:
    """The code cells with their outputs; of very many, the first 400."""
    views, pictures = [], MAX_PICTURES
    for cell in tuple(found)[:MAX_CELLS]:
        outputs = []
        for output in cell.outputs:
            image = picture(output.data) if output.kind == "image" and pictures else None
            pictures -= image is not None
            outputs.append(_output(output.kind, output.text, output.mime, image))
        shown = listing(cell.source, remarks.get(cell.number, {}), cell.number)
        views.append(CellView(cell.number, cell.outcome, shown, tuple(outputs), cell.duration_s))
    return tuple(views)


def _output(kind: str, text: str, mime: str, image: Picture | None) -> OutputView:
    shown, more = cut(text, MAX_OUTPUT)
    if image:
        return OutputView("image", visible(shown), more, image)
    if kind in ("image", "html-omitted"):
        return OutputView("omitted", visible(shown), more, None, one_line(mime, 60))
    return OutputView("error" if kind == "error" else "text", visible(shown), more)
