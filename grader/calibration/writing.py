"""Thresholds as TOML: what `grader.checks.thresholds` reads, for people to read too."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from grader.checks.thresholds import Threshold
from grader.faults import UsageFault

HEAD = """\
# Written by `grader calibrate {name}`: run it again instead of changing a number here.
# What passes: `low` and above, `high` and below; docs/calibration.md explains the rest.
"""


def as_toml(name: str, thresholds: Iterable[Threshold]) -> str:
    """The text of `thresholds.toml` for the assignment called `name`."""
    return HEAD.format(name=name) + "".join(_table(t) for t in thresholds)


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageFault: it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        raise UsageFault(f"{path}: {error.strerror}; make the folder writable.") from error


def _table(threshold: Threshold) -> str:
    facts = msgspec.structs.asdict(threshold)
    caught = facts.pop("wrong")
    text = "\n[[threshold]]\n" + _lines(facts)
    return text + "".join(
        f"\n[[threshold.wrong]]\n{_lines(msgspec.structs.asdict(one))}" for one in caught
    )


def _lines(facts: dict[str, object]) -> str:
    return "".join(
        f"{key} = {_value(value)}\n" for key, value in facts.items() if value is not None
    )


def _value(value: object) -> str:
    """A TOML value; a float's repr gives the same float back."""
    if isinstance(value, str):
        return msgspec.json.encode(value).decode()  # a JSON string is a TOML basic string
    return repr(value)
