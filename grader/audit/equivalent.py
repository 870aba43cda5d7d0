"""Mutants that do what the reference does: `equivalent.toml` beside it, a reason for each.

[[mutant]]
key = "zeros/constant/0a1b2c"
reason = "..."
"""

from __future__ import annotations

import msgspec

from grader.course import Assignment
from grader.faults import UsageFault


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that no check can tell from the reference, and why."""

    key: str
    reason: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mutant: tuple[Entry, ...] = ()


def equivalents(assignment: Assignment) -> dict[str, str]:
    """The keys of equivalent mutants, each with its reason; there may be none.

    Raises:
        UsageFault: the file cannot be read, or an entry has no reason or stands there twice.
    """
    path = assignment.reference / "equivalent.toml"
    if not path.exists():
        return {}
    try:
        entries = msgspec.toml.decode(path.read_bytes(), type=_File).mutant
    except (OSError, ValueError, RecursionError) as error:  # as in grader.course
        raise UsageFault(f"{path}: {error}; mend the file.") from error
    found: dict[str, str] = {}
    for entry in entries:
        if not entry.reason.strip():
            raise UsageFault(f"{path}: {entry.key} has no reason; say why nothing can tell it.")
        if entry.key in found:
            raise UsageFault(f"{path}: {entry.key} stands there twice; remove one.")
        found[entry.key] = entry.reason.strip()
    return found
