"""Skeletons for students, as module and notebook, in Spanish and English, from one source.

`assignments/NN_NAME/source.py` is a jupytext percent script. A cell with `lang="es"` or
`lang="en"` belongs to that language alone, every other cell to both:

    # %% lang="es"
    def zeros(rows: int, cols: int) -> torch.Tensor:
        \"\"\"Un tensor float32 de ceros, de forma (rows, cols).\"\"\"
        raise NotImplementedError("Ejercicio 1.1")

It becomes `NAME.py` and `NAME.ipynb` (Spanish), `en/NAME.py` and `en/NAME.ipynb` (English). The
output depends on the source alone: cell ids are numbers, and there are no times or versions.

    python -m grader.author.skeletons [FOLDER...] [--check]
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

untyped: Any = nbformat  # it says that it is typed; its functions are not

SOURCE = "source.py"
PLACES = {"es": ".", "en": "en"}  # Spanish, the course's own language, stands in the folder itself
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
BARE = {"jupytext": {"notebook_metadata_filter": "-all", "cell_metadata_filter": "-all"}}


def skeletons(folder: Path) -> dict[Path, str]:
    """The four skeletons of an assignment's folder: path to text, nothing written.

    Raises:
        ValueError: a cell of the source has a `lang` that the course does not know.
    """
    name = folder.name.partition("_")[2]
    source = jupytext.read(folder / SOURCE, fmt="py:percent")
    _refuse_unknown(source, folder / SOURCE)
    texts = {}
    for lang, place in PLACES.items():
        cells = in_language(source, lang)
        texts[folder / place / f"{name}.py"] = as_module(cells)
        texts[folder / place / f"{name}.ipynb"] = as_notebook(cells, name)
    return texts


def in_language(source: NotebookNode, lang: str) -> list[tuple[str, str]]:
    """The cells that a reader of `lang` sees, each as (kind, text)."""
    return [
        (cell.cell_type, cell.source)
        for cell in source.cells
        if cell.metadata.get("lang", lang) == lang
    ]


def as_module(cells: Iterable[tuple[str, str]]) -> str:
    """The cells as plain Python: markdown as comments, `# %%` where a cell begins."""
    written = [_cell(*cell) for cell in cells]
    for cell, following in pairwise(written):
        cell.metadata["lines_to_next_cell"] = _blank_lines(cell, following)
    notebook = untyped.v4.new_notebook(metadata=BARE, cells=written)
    return str(jupytext.writes(notebook, fmt="py:percent"))


def as_notebook(cells: Iterable[tuple[str, str]], name: str) -> str:
    """The cells as a notebook for the kernel `python3`, with ids `NAME-01`, `NAME-02`, ..."""
    numbered = [_cell(*cell, id=f"{name}-{n:02d}") for n, cell in enumerate(cells, start=1)]
    notebook = untyped.v4.new_notebook(metadata=KERNEL, cells=numbered)
    untyped.validate(notebook)
    return f"{untyped.writes(notebook)}\n"


def build(folders: Iterable[Path]) -> list[Path]:
    """Write the skeletons of these folders; returns the files that changed."""
    changed = stale(folders)
    for path, text in changed.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(changed)


def stale(folders: Iterable[Path]) -> dict[Path, str]:
    """The skeletons that are missing or out of step with their source, with the right text."""
    wanted = {path: text for folder in folders for path, text in skeletons(folder).items()}
    return {p: t for p, t in wanted.items() if not p.exists() or p.read_bytes() != t.encode()}


def main(argv: list[str] | None = None) -> int:
    """The command line; returns the exit code: 1 where `--check` finds a file out of step."""
    parser = argparse.ArgumentParser(
        prog="python -m grader.author.skeletons",
        description="Make the skeletons of assignments from their source.py.",
    )
    parser.add_argument("folders", nargs="*", type=Path, help="all of assignments/ when left out")
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    chosen = parser.parse_args(argv)
    folders = chosen.folders or sorted(p.parent for p in Path("assignments").glob(f"*/{SOURCE}"))
    if not chosen.check:
        for path in build(folders):
            sys.stdout.write(f"{path}\n")
        return 0
    wrong = ", ".join(str(path) for path in stale(folders))
    if wrong:
        sys.stderr.write(f"Out of step with {SOURCE}: {wrong}; run `{parser.prog}`.\n")
    return 1 if wrong else 0


def _cell(kind: str, text: str, **more: str) -> NotebookNode:
    new = untyped.v4.new_markdown_cell if kind == "markdown" else untyped.v4.new_code_cell
    cell: NotebookNode = new(text, **more)
    return cell


def _blank_lines(cell: NotebookNode, following: NotebookNode) -> int:
    """The blank lines that a formatter wants between two cells: two around definitions."""
    statements = [ast.parse(c.source).body for c in (cell, following) if c.cell_type == "code"]
    last = statements[0][-1:] if cell.cell_type == "code" else []
    first = statements[-1][:1] if following.cell_type == "code" else []
    definitions = ast.FunctionDef | ast.ClassDef
    return 2 if any(isinstance(node, definitions) for node in [*last, *first]) else 1


def _refuse_unknown(source: NotebookNode, path: Path) -> None:
    known = set(PLACES)
    strange = {cell.metadata["lang"] for cell in source.cells if "lang" in cell.metadata} - known
    if strange:
        raise ValueError(f"{path}: lang={sorted(strange)} is none of {sorted(known)}.")


if __name__ == "__main__":
    sys.exit(main())
