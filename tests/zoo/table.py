"""What each layer stops: the columns, what is known of them, and the page of the documentation."""

import json
from dataclasses import dataclass

from tests.zoo.zoo import HERE, ROOT, TRICKS

KNOWN, PAGE = HERE / "layers.json", ROOT / "docs/zoo.md"
USER = "neither, ordinary user"


@dataclass(frozen=True)
class Column:
    """A layer taken away, where it is the only one of its kind."""

    name: str
    layer: str  # as `without` has it
    setting: str
    means: str
    rows: tuple[str, ...] = ()  # kinds of tricks that can meet it; none named: all
    form: str = ""  # how they are handed in; none named: in any way

    def meets(self, trick):
        """Whether a trick can meet the layer at all."""
        form = self.form in ("", trick.head.get("form", "module"))
        return form and (not self.rows or trick.head["row"] in self.rows)


COLUMNS = (
    Column("F", "files", USER, "files: Landlock"),
    Column("S", "syscalls", USER, "system calls: the filter, but for sockets"),
    Column("N", "network", USER, "network: the filter of sockets"),
    Column("L", "limits", USER, "limits of memory, processes, files and processor time"),
    Column(
        "C",
        "containment",
        USER,
        "containment: the sweep after each call and submission",
        form="module",
    ),
    Column("E", "environment", USER, "the environment made anew", ("read", "forge")),
    Column("U", "user", "neither", "the unprivileged user, where root grades"),
    Column("I", "intake", USER, "the look at a file before it is read", ("files",)),
    Column("H", "reports", USER, "escaping and stripping in the reports", ("reader",)),
    Column("F2", "files", "bubblewrap, ordinary user", "Landlock on top of a mount namespace"),
    Column("S2", "seccomp", "bubblewrap, ordinary user", "the whole filter on top of namespaces"),
)
HEAD = """# The zoo

`tests/zoo/tricks` holds {count} hostile submissions. Each is graded by the real `grader run`, an
honest neighbour behind it in the same slot, as root and as an ordinary user, with bubblewrap and
with Landlock and seccomp alone. All layers in place, each has the points of its honest part, the
neighbour has full marks, no process and no file is left, and no report runs or shows what it must
not.

This page tells what each layer is for. A layer is taken away, all else stays, and a trick that then
gets through has a mark in the layer's column. `make zoo` measures tricks that are new and writes
this page; `make zoo ZOO=--all` measures all of them again. A `?` stands where that is still to do.

"""
NEVER = """
Never taken away: V, the verdict is elsewhere, and R, only data come back. What is in no column is
stopped by these two, by a deadline, or by more than one layer. E, I and H were taken away for the
kinds of tricks that can meet them, and C for modules: without it a notebook's kernel is never
ended, and not even an honest one has its points. Deadlines are not taken away either:
without them nothing would end what sleeps for ever.
"""


def known():
    """column -> trick -> how it got through; "" where it did not."""
    had = json.loads(KNOWN.read_text(encoding="utf-8")) if KNOWN.exists() else {}
    able = {c.name: {t.name for t in TRICKS.values() if c.meets(t)} for c in COLUMNS}
    return {
        column: {trick: harm for trick, harm in had[column].items() if trick in able[column]}
        for column in able
        if column in had
    }


def render(had):
    """The page."""
    parts = [HEAD.format(count=len(TRICKS)), "## Layers\n\n", _layers(had), NEVER]
    parts += ["\n## Tricks\n", _tricks(had)]
    return "".join(parts)


def _through(had, trick):
    return [c.name for c in COLUMNS if had.get(c.name, {}).get(trick)]


def _layers(had):
    rows = ["| | taken away | get through | only this one stops |\n|---|---|---|---|\n"]
    for column in COLUMNS:
        found = [name for name, harm in had.get(column.name, {}).items() if harm and name in TRICKS]
        alone = [name for name in found if _through(had, name) == [column.name]]
        names, count = ", ".join(alone) or "–", str(len(found))
        if column.name not in had:
            names = count = "?"
        rows.append(f"| {column.name} | {column.means} | {count} | {names} |\n")
    return "".join(rows)


def _tricks(had):
    names = [column.name for column in COLUMNS]
    text, row = "", None
    for trick in sorted(TRICKS.values(), key=lambda t: (t.head["row"], t.name)):
        if trick.head["row"] != row:
            row = trick.head["row"]
            text += f"\n### {row.capitalize()}\n\n| trick | what it does | {' | '.join(names)} |\n"
            text += "|---|---|" + ":-:|" * len(names) + "\n"
        marks = " | ".join(_mark(had, column, trick) for column in COLUMNS)
        text += f"| {trick.name} | {trick.head['says']} | {marks} |\n"
    return text


def _mark(had, column, trick):
    if not column.meets(trick):
        return ""
    harm = had.get(column.name, {}).get(trick.name)
    return "?" if harm is None else "●" if harm else ""
