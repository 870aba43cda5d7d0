"""The medians of a benchmark as a table, with the bounds that the project set itself."""

from __future__ import annotations

import itertools

import work
from rich.console import Console
from rich.table import Table

PROBES = (work.COURSE / "reference/02_inplace/test_inplace.py").read_text().count("@points(")
MODULE = 0.10 + 0.008 * PROBES  # seconds a slot beyond the bare run: 8 ms for each probe's fork
NOTEBOOK = 0.5  # seconds beyond the notebook's own cells
FASTER_THAN = {"nbgrader": 25, "otter": 50}  # throughput of a class on two cores, for each form


def show(medians: dict[str, float], students: int) -> None:
    """Print both tables: seconds a submission, then the bounds."""
    console = Console()
    console.print(seconds(medians, students), bounds(medians))


def seconds(medians: dict[str, float], students: int) -> Table:
    """Seconds a submission of each measure, and how that compares with the class of notebooks."""
    table = Table(title=f"Seconds a submission: {PROBES} checks, classes of {students}")
    for column in ("harness", "seconds", "times ours"):
        table.add_column(column, justify="left" if column == "harness" else "right")
    ours = medians["notebook of a class, 2 slots"]
    for name, median in medians.items():
        table.add_row(name, f"{median:.3f}", f"{median / ours:.1f}")
    return table


def bounds(medians: dict[str, float]) -> Table:
    """What was promised, what was measured, and whether it holds."""
    module = medians["module in its slot"] - medians["bare module"]
    notebook = medians["notebook in its slot"] - medians["notebook cells"]
    rows = [
        ("module beyond the bare run", f"<= {MODULE:.3f} s", f"{module:.3f} s", module <= MODULE),
        (
            "notebook beyond its cells",
            f"<= {NOTEBOOK} s",
            f"{notebook:.3f} s",
            notebook <= NOTEBOOK,
        ),
    ]
    for form, peer in itertools.product(("notebook", "module"), FASTER_THAN):
        if peer in medians:
            times = FASTER_THAN[peer]
            ratio = medians[peer] / medians[f"{form} of a class, 2 slots"]
            what = f"class of {form}s against {peer}"
            rows.append((what, f">= {times} x", f"{ratio:.1f} x", ratio >= times))
    table = Table("bound", "set", "measured", "holds", title="Bounds")
    for what, bound, found, holds in rows:
        table.add_row(what, bound, found, "yes" if holds else "NO")
    return table
