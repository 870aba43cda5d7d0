"""Turns the bytes of a submitted notebook into cells, under caps; everything else is left behind.

Of a notebook only the kind and the source of its cells is kept: outputs, execution counts, tags
and metadata are somebody's word about another run.
"""

from __future__ import annotations

import json
import warnings
from typing import Any

import nbformat
from nbformat import NotebookNode

from .bounds import no_collection
from .cellrecords import CellsLimits

OLDEST, CURRENT = 1, 4
MAX_CELL = 1 << 20


class NotRunnable(Exception):
    """These bytes are not a notebook that can be run. `code` says why, the text shows details."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail)
        self.code = code


def open_notebook(data: bytes, limits: CellsLimits) -> NotebookNode:
    """The notebook with fresh cells: kind and source only.

    Raises:
        NotRunnable: too_large, not_json, too_deep, not_notebook, too_many_cells or too_much_code.
    """
    if len(data) > limits.source_bytes:
        raise NotRunnable("too_large", f"{len(data)} bytes, more than {limits.source_bytes}")
    try:
        with no_collection():
            content = upgraded(parsed(data))
    except RecursionError:
        raise NotRunnable("too_deep") from None
    except MemoryError:
        raise NotRunnable("too_large", "too many elements") from None
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise NotRunnable("not_notebook", "it has no list of cells")
    if len(cells) > limits.cells:
        raise NotRunnable("too_many_cells", f"{len(cells)} cells, more than {limits.cells}")
    fresh = [_fresh(cell, number) for number, cell in enumerate(cells, 1)]
    code = sum(len(cell["source"].encode()) for cell in fresh if cell["cell_type"] == "code")
    if code > limits.code_bytes:
        raise NotRunnable("too_much_code", f"{code} bytes, more than {limits.code_bytes}")
    return _node(cells=fresh, metadata=_node(), nbformat=4, nbformat_minor=5)


def parsed(data: bytes) -> Any:
    """The JSON value of these bytes, which may begin with a byte order mark."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotRunnable("not_json", f"not UTF-8: byte {error.start}") from None
    except ValueError as error:
        raise NotRunnable("not_json", str(error)[:200]) from None


def upgraded(content: Any) -> dict[str, Any]:
    """The notebook in today's format; older ones are converted by nbformat."""
    if not isinstance(content, dict):
        raise NotRunnable("not_notebook", "its JSON is not an object")
    version = content.get("nbformat", CURRENT)
    if type(version) is not int or not OLDEST <= version <= CURRENT:
        raise NotRunnable("not_notebook", f"nbformat {version!r}"[:100])
    if version == CURRENT:
        return content
    try:
        with warnings.catch_warnings(action="ignore"):
            node = nbformat.from_dict(content)  # type: ignore[no-untyped-call]
            return dict(nbformat.convert(node, CURRENT))  # type: ignore[no-untyped-call]
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # a converter trips over whatever the file holds
        raise NotRunnable("not_notebook", f"{type(error).__name__}: {error}"[:200]) from None


def _fresh(cell: Any, number: int) -> NotebookNode:
    """A cell with the source of another and nothing else of it."""
    if not isinstance(cell, dict):
        raise NotRunnable("not_notebook", f"cell {number} is not an object")
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(part, str) for part in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise NotRunnable("not_notebook", f"the source of cell {number} is not text")
    if len(source) > MAX_CELL:
        raise NotRunnable("too_large", f"cell {number} has {len(source)} characters")
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    source = source.encode("utf-8", "replace").decode()  # half of a surrogate pair is no text
    return _node(cell_type=kind, source=source, metadata=_node(), outputs=[])


def _node(**fields: Any) -> NotebookNode:
    return NotebookNode(fields)  # type: ignore[no-untyped-call]
