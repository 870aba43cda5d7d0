"""What reports are told beside the records: about the run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


class RunFacts(msgspec.Struct, frozen=True):
    """One run, as the class's index shows it."""

    seed: int
    sandbox: dict[str, str] = {}  # layer -> how it was achieved
    graded: int = 0  # submissions that this run graded
    unchanged: int = 0  # submissions that had been graded before
    seconds: float = 0.0
    slots: int = 0
    left_out: tuple[str, ...] = ()  # files that could not be placed, each with the reason


def run_facts(given: Mapping[str, Any]) -> RunFacts:
    """The facts of a run from plain data; what is not known here is left out."""
    return msgspec.convert(dict(given), RunFacts)
