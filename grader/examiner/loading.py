"""What a student reads about the loading of their file: syntax errors, exits, cells that raised."""

from __future__ import annotations

from grader.course import Limits
from grader.examiner.errors import facts_of, place
from grader.examiner.wording import CELL_HUNG, CELL_LOST, HUNG, LOST
from grader.inside import messages, wire
from grader.inside.cellrecords import CellRecord, NotebookRecord
from grader.messages import Message, mark
from grader.records import Fault, Place

SYNTAX = mark("Python cannot read your file: {text} (line {line}). Nothing in it was run.")
STOPPED = mark("Your file stopped with {type}: {text}. What it had defined before was judged.")
EXITED = mark("Your file ended the program ({type}). What it had defined before was judged.")
HEAVY = mark("The statement on line {line} used too much memory. What stands before it was judged.")
CROWDED = mark(
    "The statement on line {line} started too many processes or threads. What stands before it was "
    "judged."
)
BULKY = mark(
    "The statement on line {line} wrote too much to disk. What stands before it was judged."
)
UNUSABLE = mark("Your file could not be loaded at all.")
UNREADABLE = mark(
    "Your file could not be loaded at all: before its first statement had run, it took too much "
    "time or memory, or its process ended."
)
CELL_RAISED = mark(
    "Cell {cell} stopped with {type}: {text}. The cells after it were run all the same."
)
NOT_JSON = mark("This file is not a notebook: it is not valid JSON.")
NOT_NOTEBOOK = mark("This file is JSON, but not a notebook that nbformat can read.")
TOO_MUCH = mark("This notebook is too large, too deeply nested or has too many cells to be run.")
LONG = mark(
    "It holds more code than the {kilobytes} kB that may be handed in here, so it was not run; a "
    "solution takes far less."
)
NO_TIME = mark("The notebook used up its {seconds} s; the cells that were left did not run.")
KERNEL_DIED = mark("The notebook's kernel ended before all cells had run.")
HUNG_KERNEL = mark("A cell could not be interrupted; the cells after it did not run.")
NOT_LOADED = mark("It was not run, because your file could not be loaded.")

ENDINGS = {"timeout": HUNG, "memory": HEAVY, "processes": CROWDED, "files": BULKY, "source": LONG}
PROBLEMS = {
    "not_json": NOT_JSON,
    "not_notebook": NOT_NOTEBOOK,
    "too_many_cells": TOO_MUCH,
    "too_large": TOO_MUCH,
    "too_much_code": LONG,
    "too_deep": TOO_MUCH,
    "out_of_time": NO_TIME,
    "kernel_died": KERNEL_DIED,
    "kernel_hung": HUNG_KERNEL,
}


def faults_of(loaded: messages.Loaded, limits: Limits) -> tuple[Fault, ...]:
    """The student's faults that loading showed, each with its place."""
    if loaded.notebook is not None:
        return tuple(_notebook(loaded.notebook, limits))
    if loaded.ended:
        args = {"line": str(loaded.ended_line), "seconds": f"{limits.load_s:g}"}
        args["kilobytes"] = str(limits.source_kb)
        text = ENDINGS.get(loaded.ended, LOST)
        if not loaded.ended_line and text is not LONG:
            text = UNREADABLE
        where = Place(loaded.ended_line) if loaded.ended_line else None
        return (Fault("student", Message(text, args), where),)
    if loaded.fault:
        return (_error(loaded.fault),)
    return () if loaded.usable else (Fault("student", Message(UNUSABLE)),)


def unread(loaded: messages.Loaded) -> bool:
    """Whether Python could not even read the module, so that there is nothing to ask."""
    return bool(loaded.fault) and _error(loaded.fault).message.text == SYNTAX


def _error(encoded: bytes) -> Fault:
    try:
        facts = facts_of(wire.decode(encoded))
        type_name, text = str(facts["type"])[:100], str(facts["text"])[:300]
        where, bases = place(facts), list(facts["bases"])
        own = str(facts.get("own") or "")
    except (wire.WireError, KeyError, TypeError):
        return Fault("student", Message(UNUSABLE))
    args = {"type": type_name, "text": text, "line": str(where.line if where else "?")}
    if "SyntaxError" in bases or ("ValueError" in bases and where is None):
        return Fault("student", Message(SYNTAX, args), where, own)
    template = EXITED if "SystemExit" in bases else STOPPED
    return Fault("student", Message(template, args), where, own)


def _notebook(record: NotebookRecord, limits: Limits) -> list[Fault]:
    faults = [_cell(cell, limits) for cell in record.cells if cell.outcome not in ("ok", "skipped")]
    if record.problem and not (record.problem == "kernel_died" and faults):
        text = PROBLEMS.get(record.problem, UNUSABLE)
        args = {"seconds": f"{limits.submission_s:g}", "kilobytes": str(limits.source_kb)}
        faults.append(Fault("student", Message(text, args)))
    return faults


def _cell(cell: CellRecord, limits: Limits) -> Fault:
    args = {"cell": str(cell.number), "type": cell.ename[:100], "text": cell.evalue[:300]}
    where = Place(cell.line or 1, cell.line_cell or cell.number)
    if cell.outcome == "timeout":
        return Fault(
            "student", Message(CELL_HUNG, {**args, "seconds": f"{limits.cell_s:g}"}), where
        )
    template = CELL_LOST if cell.outcome == "dead" else CELL_RAISED
    return Fault("student", Message(template, args), where, cell.traceback[:8000])
