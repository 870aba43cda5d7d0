"""Python source as lines of HTML: escaped, coloured by one linear pass, never parsed.

The source may be hostile, so nothing here backtracks: every repetition is possessive.
"""

from __future__ import annotations

import keyword
import re

from markupsafe import Markup, escape

TOKEN = re.compile(
    r"""
      (?P<c>\#[^\n]*+)
    | (?P<s>(?:\b[rRbBfFuU]{1,2})?
        (?: \"\"\"(?:[^"\\]|\\.?|"(?!""))*+(?:\"\"\")?
          | '''(?:[^'\\]|\\.?|'(?!''))*+(?:''')?
          | "(?:[^"\\\n]|\\.?)*+"?
          | '(?:[^'\\\n]|\\.?)*+'? ))
    | (?P<n>\b\d[\w.]*+)
    | (?P<d>^[ \t]*+@[\w.]++)
    | (?P<w>\b[^\W\d]\w*+)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
KEYWORDS = frozenset(keyword.kwlist)
CONSTANTS = frozenset({"None", "True", "False", "self"})
DEFINING = frozenset({"def", "class"})


def highlight(lines: list[str]) -> list[Markup]:
    """The same lines as HTML, with a `span` around comments, strings, numbers and keywords.

    >>> highlight(["x = 1 < y"])[0]
    Markup('x = <span class="n">1</span> &lt; y')
    """
    text = "\n".join(lines)
    parts: list[str] = []
    end, previous = 0, ""
    for match in TOKEN.finditer(text):
        parts.append(escape(text[end : match.start()]))
        kind, word = match.lastgroup or "", match.group()
        parts.append(_spans(_kind(kind, word, previous), word))
        end, previous = match.end(), word
    parts.append(escape(text[end:]))
    return [Markup(line) for line in "".join(parts).split("\n")]


def _kind(kind: str, word: str, previous: str) -> str:
    if kind != "w":
        return kind
    if word in CONSTANTS:
        return "n"
    if word in KEYWORDS:
        return "k"
    return "f" if previous in DEFINING else ""


def _spans(kind: str, word: str) -> str:
    """A token in its span: one for each line that it reaches over."""
    if not kind:
        return escape(word)
    return "\n".join(
        f'<span class="{kind}">{escape(piece)}</span>' if piece else ""
        for piece in word.split("\n")
    )
