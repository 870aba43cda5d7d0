"""Makes the folders of a new assignment, with one worked exercise to start from.

Everything is made of the templates beside this file: what they are called, but for `.txt`, is what
they become, with `@name@`, `@number@` and `@title@` filled in.
"""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from grader.author.skeletons import build
from grader.faults import UsageFault

TEMPLATE = Path(__file__).with_name("template")
NAME = re.compile("[a-z][a-z0-9_]{0,40}")
NUMBERED = re.compile(r"(\d\d)_(.+)")
MAX_NUMBER = 99


def new_assignment(root: Path, name: str) -> list[Path]:
    """Make `assignments/NN_NAME` and `reference/NN_NAME`; returns the files that were made.

    Args:
        root: the course's folder, with or without assignments so far.
        name: what students will call their file, as in `tensors` for `tensors.py`.

    Raises:
        UsageFault: the name cannot be one, or is taken, or nothing can be written there.
    """
    if not NAME.fullmatch(name) or keyword.iskeyword(name) or name.startswith("test"):
        raise UsageFault(
            f"{name!r} cannot be an assignment's name: take a lower-case name of a Python module, "
            "like `tensors`, that does not begin with `test`."
        )
    number = _next_number(root, name)
    slug = f"{number:02d}_{name}"
    words = {"name": name, "number": str(number), "title": name.replace("_", " ").capitalize()}
    try:
        made = [
            _fill(template, root / side / slug, words)
            for side in ("assignments", "reference")
            for template in sorted((TEMPLATE / side).rglob("*.txt"))
        ]
        return [*made, *build([root / "assignments" / slug])]
    except OSError as error:
        raise UsageFault(f"{error.filename}: {error.strerror}; nothing is complete yet.") from error


def _next_number(root: Path, name: str) -> int:
    """The number after all that are taken."""
    folders = [*root.glob("assignments/*"), *root.glob("reference/*")]
    taken = {found[2]: int(found[1]) for f in folders if (found := NUMBERED.fullmatch(f.name))}
    if name in taken:
        raise UsageFault(f"{root}: there is {taken[name]:02d}_{name} already; take another name.")
    number = max(taken.values(), default=0) + 1
    if number > MAX_NUMBER:
        raise UsageFault(f"{root}: {MAX_NUMBER} assignments are as many as a course may have.")
    return number


def _fill(template: Path, folder: Path, words: dict[str, str]) -> Path:
    """Write a template's file, with its words filled in."""
    below = template.relative_to(next(p for p in template.parents if p.parent == TEMPLATE))
    path = folder / _worded(str(below.with_suffix("")), words)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _worded(template.read_text(encoding="utf-8"), words)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _worded(text: str, words: dict[str, str]) -> str:
    return re.sub("@([a-z]+)@", lambda found: words[found[1]], text)
