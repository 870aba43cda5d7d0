"""How every command tells its faults and exits, and words that several commands take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import typer

from grader.faults import GraderFault, UsageFault

EXIT_OURS, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Lang(StrEnum):
    """The language of what students read."""

    es = "es"
    en = "en"


class Sandbox(StrEnum):
    """What happens where a layer of isolation is missing."""

    require = "require"
    best_effort = "best-effort"
    off = "off"


class Form(StrEnum):
    """What students write in."""

    notebook = "notebook"
    module = "module"
    both = "both"


@contextmanager
def told() -> Iterator[None]:
    """Every fault ends in one sentence and its exit code."""
    try:
        yield
    except UsageFault as fault:
        say(str(fault))
        raise typer.Exit(EXIT_USAGE) from None
    except GraderFault as fault:
        say(f"a fault of ours: {fault}")
        raise typer.Exit(EXIT_OURS) from None
    except KeyboardInterrupt as interrupt:
        say(str(interrupt) or "interrupted.")
        raise typer.Exit(EXIT_INTERRUPTED) from None


def say(sentence: str) -> None:
    """One line on standard error, in which a file's name cannot move the cursor."""
    line = CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", sentence)
    typer.echo(f"grader: {line}", err=True)
