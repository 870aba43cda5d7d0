"""Named wrong solutions: fragments in `wrong/` that are appended to the reference's source."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from grader.course import Assignment
from grader.faults import UsageFault

CAUGHT_BY = "caught by: "


@dataclass(frozen=True)
class Wrong:
    """A wrong solution: its name, its whole source, and the ids of the checks that must catch it.

    The ids stand on the last line of the fragment's docstring: `caught by: one_id, another_id`.
    """

    name: str
    source: str
    caught_by: tuple[str, ...]


def wrong_solutions(assignment: Assignment) -> tuple[Wrong, ...]:
    """The named wrong solutions of an assignment, by name.

    Raises:
        UsageFault: a fragment does not say which check must catch it.
    """
    reference = assignment.solution.read_text(encoding="utf-8")
    paths = sorted((assignment.reference / "wrong").glob("*.py"))
    return tuple(_wrong(path, reference) for path in paths)


def _wrong(path: Path, reference: str) -> Wrong:
    text = path.read_text(encoding="utf-8")
    try:
        docstring = ast.get_docstring(ast.parse(text)) or ""
    except SyntaxError as error:
        raise UsageFault(f"{path}:{error.lineno}: {error.msg}; mend the fragment.") from error
    last = docstring.strip().splitlines()[-1:] or [""]
    if not last[0].startswith(CAUGHT_BY):
        raise UsageFault(f"{path}: end its docstring with the line `{CAUGHT_BY}<check id>`.")
    ids = tuple(name.strip() for name in last[0].removeprefix(CAUGHT_BY).split(","))
    return Wrong(path.stem, f"{reference}\n\n{text}", ids)
