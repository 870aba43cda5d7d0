"""The table that `grader doctor` shows; pure data, the command line renders it."""

from __future__ import annotations

from grader.sandbox import remedies
from grader.sandbox.layers import Layers

Row = tuple[str, str, str]


def rows(layers: Layers) -> list[Row]:
    """(layer, how it was achieved or "missing", what was tried and what happened) for each layer.

    Stronger arrangements that could not be had follow as rows named `not available`.
    """
    found = [(row.name, row.how if row.achieved else "missing", row.detail) for row in layers.rows]
    return found + [("not available", *fault.split(": ", 1)) for fault in layers.faults]  # type: ignore[misc]


def verdict(layers: Layers) -> str:
    """Whether hostile code can be graded here; if not, the one command that would change it."""
    missing = layers.missing()
    if missing:
        lacking = ", ".join(remedies.WORDS[name] for name in missing)
        return (
            f"NOT safe for hostile code; lacking: {lacking}. Mend it: {remedies.command(missing)}"
        )
    if not layers.namespaces:
        return (
            "Safe for hostile code. DataLoader workers and shared memory need user namespaces, "
            f"which are not to be had here: {remedies.command(missing)}"
        )
    return "Safe for hostile code."
