"""Loads a student's file in a worker: a module statement by statement, a notebook cell by cell."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from grader.course import Limits
from grader.examiner.loading import faults_of, unread
from grader.inside import wire
from grader.inside.cellrecords import CellRecord, NotebookRecord
from grader.inside.load import load_module
from grader.inside.messages import Loaded
from grader.inside.perform import LOAD_SEED, facts, seed_everything
from grader.practice.asking import printing
from grader.practice.deadline import within
from grader.practice.events import Event, Order, Running
from grader.records import Fault

IN = re.compile(r"In\s*\[(\d+)\]")


@dataclass(frozen=True)
class Work:
    """What a file defined. `namespace` is None where nothing in it could be run."""

    namespace: dict[str, Any] | None
    files: Mapping[str, int | None]
    source: str
    faults: tuple[Fault, ...]


def load(order: Order, limits: Limits, tell: Callable[[Event], None]) -> Work:
    """Execute the file that an order names; what its code raised is a fault of the student's."""
    path = Path(order.path)
    sys.path.insert(0, str(path.parent))
    seed_everything(LOAD_SEED)
    with printing():
        return (_notebook if path.suffix == ".ipynb" else _module)(order, limits, tell)


def _module(order: Order, limits: Limits, tell: Callable[[Event], None]) -> Work:
    path = Path(order.path)
    data, files = path.read_bytes(), {order.path: None}
    sys.argv = [order.path]

    def announce(line: int) -> None:
        tell(Running(line))

    namespace, error = load_module(path.stem, data, order.path, announce, order.before)
    told = wire.encode(facts(error, files)) if error is not None else b""
    loaded = Loaded(usable=True, fault=told)
    found = None if unread(loaded) else namespace
    return Work(found, files, data.decode("utf-8", "replace"), faults_of(loaded, limits))


def _notebook(order: Order, limits: Limits, tell: Callable[[Event], None]) -> Work:
    try:
        text = Path(order.path).read_text(encoding="utf-8")
        notebook: Any = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        sources = [str(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    except (nbformat.reader.NotJSONError, UnicodeDecodeError):
        return _unusable("not_json", limits)
    except Exception:  # whatever nbformat stumbles over in a file that is no notebook
        return _unusable("not_notebook", limits)
    shell = _shell()
    files, records = ShellFiles(shell), []
    for number, source in enumerate(sources, 1):
        if number in order.without or not source.strip():
            continue
        tell(Running(cell=number))
        records.append(_cell(shell, number, source, files, limits))
    loaded = Loaded(usable=True, notebook=NotebookRecord(tuple(records)))
    return Work(shell.user_ns, files, "\n".join(sources), faults_of(loaded, limits))


def _unusable(problem: str, limits: Limits) -> Work:
    loaded = Loaded(usable=False, notebook=NotebookRecord(problem=problem))
    return Work(None, {}, "", faults_of(loaded, limits))


def _shell() -> Any:
    """An IPython that writes nothing to the home folder, and knows every magic of a notebook."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    return InteractiveShell.instance(config=config, ipython_dir=tempfile.mkdtemp())


def _cell(
    shell: Any, number: int, source: str, files: Mapping[str, int | None], limits: Limits
) -> CellRecord:
    shell.execution_count = number
    result, late = within(
        limits.cell_s, lambda: shell.run_cell(source, store_history=True, silent=False)
    )
    record = CellRecord(index=number, number=number, source=source)
    error = result and (result.error_before_exec or result.error_in_exec)
    if error is None and not late:
        return record
    known: dict[str, Any] = facts(error, files) if error is not None else {"type": "", "text": ""}
    return CellRecord(
        index=number,
        number=number,
        source=source,
        outcome="timeout" if late else "error",
        ename=known["type"],
        evalue=known["text"],
        line=known.get("line"),
        line_cell=known.get("cell"),
        traceback=known.get("own", ""),
    )


class ShellFiles(Mapping[str, int | None]):
    """The names under which a shell compiles its cells -> their numbers, as in `In [3]`."""

    def __init__(self, shell: Any) -> None:
        self._name = shell.compile.format_code_name

    def __getitem__(self, file: str) -> int:
        found = self._name(file)
        number = IN.search(" ".join(map(str, found))) if found else None
        if number is None:
            raise KeyError(file)
        return int(number[1])

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
