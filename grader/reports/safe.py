"""What a reader, a terminal or a spreadsheet may be shown of texts that students wrote."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Control characters (but tab and newline) and those that turn the direction of text around.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    r"""A text without control and direction characters, each shown as a replacement sign.

    >>> plain("a\x1b[31mb")
    'a�[31mb'
    """
    return UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """A plain text on one line, for tables and terminals."""
    return " ".join(plain(text).split())


def cell(text: str) -> str:
    """A text for a spreadsheet's cell, which will not take it for a formula.

    >>> cell("=1+1")
    "'=1+1"
    """
    text = one_line(text)
    return f"'{text}" if text.startswith(FORMULA) else text


def folder_name(student: str) -> str:
    """A student's folder in the reports: ours, safe on every file system, stable.

    >>> folder_name("José Núñez")
    'jose-nunez-9d0eb1'
    """
    letters = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40] or "student"
    return f"{slug}-{hashlib.sha256(student.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
