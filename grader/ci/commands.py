"""Workflow commands of GitHub, and text of others that can be none.

A runner takes each line that begins with `::` for a command. Values are escaped; text that we did
not write stands between `::stop-commands::WORD` and `::WORD::`, with a word that was drawn after
the text was there.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from grader.reports.safe import visible

MAX_ANNOTATIONS = 10  # of a kind; GitHub drops the others of a step
MAX_MESSAGE = 1500


def data(text: str) -> str:
    r"""A command's message.

    >>> data("100 %\nof it")
    '100 %25%0Aof it'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text: str) -> str:
    """A command's property.

    >>> value("a:b,c")
    'a%3Ab%2Cc'
    """
    return data(text).replace(":", "%3A").replace(",", "%2C")


def command(name: str, message: str = "", **properties: object) -> str:
    """A command on a line of its own.

    >>> command("error", "no", file="a.py", line=3)
    '::error file=a.py,line=3::no'
    """
    given = ",".join(f"{key}={value(visible(str(p)))}" for key, p in properties.items() if p)
    text = visible(message)
    cut = text if len(text) <= MAX_MESSAGE else text[: MAX_MESSAGE - 1] + "…"
    return f"::{name}{' ' if given else ''}{given}::{data(cut)}"


def inert(lines: Iterable[str]) -> list[str]:
    """Lines in which nothing is a command."""
    word = secrets.token_hex(16)
    shown = [line for text in lines for line in visible(text).splitlines() or [""]]
    return [f"::stop-commands::{word}", *shown, f"::{word}::"]


def group(title: str, lines: Iterable[str]) -> list[str]:
    """Inert lines that a reader can fold."""
    return [command("group", title), *inert(lines), "::endgroup::"]


def at_most(annotations: list[str], kind: str, more: str) -> list[str]:
    """As many annotations as are shown; the last one says how many others there are.

    Args:
        annotations: of one kind.
        kind: "error" or "warning".
        more: with `{count}`, what is said of the others.
    """
    if len(annotations) <= MAX_ANNOTATIONS:
        return annotations
    shown = annotations[: MAX_ANNOTATIONS - 1]
    return [*shown, command(kind, more.format(count=len(annotations) - len(shown)))]
