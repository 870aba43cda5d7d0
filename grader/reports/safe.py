"""Text that others wrote, made harmless before it is shown: what is left is only text.

HTML is escaped later, by the templates. Here go terminal escapes, control characters, and
invisible or direction-changing characters that make a text read otherwise than it is.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

ESCAPES = re.compile(r"\x1b(?:\[[0-?]*+[ -/]*+[@-~]|\][^\x07\x1b]*+(?:\x07|\x1b\\)?|[@-Z\\^_])?")
STRANGE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidi, invisible
    "\ud800-\udfff\U000e0000-\U000e0fff]"  # lone surrogates; tags
)
SURROGATES = re.compile("[\ud800-\udfff]")
CELL = re.compile(f"[\t\n]|{STRANGE.pattern}")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def visible(text: str) -> str:
    """A text in which every character shows: escapes dropped, strange characters named.

    >>> visible("red: " + chr(27) + "[31mno" + chr(7))
    'red: no␇'
    >>> visible("a" + chr(0x202E) + "b")
    'a⟨U+202E⟩b'
    """
    text = ESCAPES.sub("", text.replace("\r\n", "\n"))
    return STRANGE.sub(_named, text)


def one_line(text: str, limit: int = 300) -> str:
    """A text on one line, cut with an ellipsis: names, places, headings."""
    line = " ".join(visible(text[: 4 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def lines(text: str) -> list[str]:
    """The lines as Python counts them: ended by LF, CR LF or CR and by nothing else."""
    return [visible(line) for line in re.split(r"\r\n|\r|\n", text)]


def cut(text: str, limit: int) -> tuple[str, int]:
    """A text without what stands beyond `limit` characters, and how many those are."""
    return text[:limit], max(0, len(text) - limit)


def inline(text: str) -> Markup:
    """A sentence with its `backticks` as code, escaped.

    >>> inline("`zeros` gives <b>")
    Markup('<code>zeros</code> gives &lt;b&gt;')
    """
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    code = Markup("<code>{}</code>")
    return Markup("").join(
        code.format(part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )


def encodable(text: str) -> str:
    """A text that UTF-8 can hold: lone surrogates, as odd file names bring them, are named."""
    return SURROGATES.sub(_named, text)


def cell(text: str) -> str:
    """A cell that spreadsheets read as text, never as a formula, on one line of the table.

    >>> cell("=1+1"), cell(" @x"), cell("Ana")
    ("'=1+1", "' @x", 'Ana')
    """
    shown = CELL.sub(_named, encodable(text))
    like_one = any(t.lstrip(" \u00a0").startswith(FORMULA) for t in (text, shown))
    return "'" + shown if like_one else shown


def _named(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
