"""The one piece of work that is graded, in each harness's form: module, notebooks, test cells."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path
from typing import Any

import nbformat
from nbformat import v4

HERE = Path(__file__).parent
COURSE = HERE / "course"
SOLUTION = (COURSE / "reference/02_inplace/inplace.py").read_text(encoding="utf-8")
PLAIN = (HERE / "plain.py").read_text(encoding="utf-8")


def functions(source: str) -> dict[str, str]:
    """The text of each function of a module, by name, in its order."""
    found = (n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef))
    return {node.name: ast.get_source_segment(source, node) or "" for node in found}


def body(function: str) -> str:
    """The statements of a function as a cell runs them: without its name and its docstring."""
    node = ast.parse(function).body[0]
    assert isinstance(node, ast.FunctionDef)
    lines = function.splitlines()[node.body[1].lineno - 1 :]
    return textwrap.dedent("\n".join(lines))


EXERCISES = functions(SOLUTION)
TESTS = {name.removeprefix("test_"): body(text) for name, text in functions(PLAIN).items()}


def notebook(cells: list[Any]) -> str:
    """A notebook of these cells, as JSON."""
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return str(nbformat.writes(v4.new_notebook(cells=cells, metadata=metadata)))


def submission(note: str = "") -> str:
    """A student's notebook: the import, then a heading and a cell for each exercise."""
    cells = [v4.new_code_cell(f"import torch\n{note}".strip())]
    for name, code in EXERCISES.items():
        cells += [v4.new_markdown_cell(f"## `{name}`"), v4.new_code_cell(code)]
    return notebook(cells)


def nbgrader_source() -> str:
    """The instructor's version for nbgrader: a solution cell and a hidden test cell each."""
    cells = [v4.new_code_cell("import torch", metadata=_nbgrader("imports", locked=True))]
    for name, code in EXERCISES.items():
        head, _, rest = code.partition('"""\n')
        solved = f'{head}"""\n    ### BEGIN SOLUTION\n{rest}\n    ### END SOLUTION'
        hidden = f"### BEGIN HIDDEN TESTS\n{TESTS[name]}\n### END HIDDEN TESTS"
        cells += [
            v4.new_code_cell(solved, metadata=_nbgrader(name, solution=True)),
            v4.new_code_cell(hidden, metadata=_nbgrader(f"test_{name}", grade=True, points=2)),
        ]
    return notebook(cells)


def _nbgrader(
    name: str,
    *,
    solution: bool = False,
    grade: bool = False,
    locked: bool = False,
    points: int | None = None,
) -> dict[str, Any]:
    own = {"grade_id": name, "schema_version": 3, "solution": solution, "grade": grade}
    own |= {"locked": locked or grade, "task": False}
    return {"nbgrader": own if points is None else {**own, "points": points}}


def otter_source() -> str:
    """The instructor's version for Otter: a question with one hidden test for each exercise."""
    cells = [
        v4.new_raw_cell("# ASSIGNMENT CONFIG\nname: inplace\nexport_cell: false"),
        v4.new_code_cell("import torch"),
    ]
    for name, code in EXERCISES.items():
        cells += [
            v4.new_raw_cell(f"# BEGIN QUESTION\nname: {name.strip('_')}\npoints: 2"),
            v4.new_markdown_cell(f"## `{name}`"),
            v4.new_raw_cell("# BEGIN SOLUTION"),
            v4.new_code_cell(code),
            v4.new_raw_cell("# END SOLUTION"),
            v4.new_raw_cell("# BEGIN TESTS"),
            v4.new_code_cell(f"# HIDDEN\n{TESTS[name]}"),
            v4.new_raw_cell("# END TESTS"),
            v4.new_raw_cell("# END QUESTION"),
        ]
    return notebook(cells)
