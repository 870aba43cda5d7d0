"""What a failed public check found, cut to what came back and what should have."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.messages import mark

FINDINGS = re.compile(r"^\s*(?:E\s|got:|expected:)", re.MULTILINE)
MAX_DETAIL = 1500
GAVE = mark("gave")
WANTED = mark("expected")


def findings(staff: str) -> str:
    """The part of a check's text that names values."""
    lines = staff.splitlines()
    found = next((i for i, line in enumerate(lines) if FINDINGS.match(line)), 0)
    shown = "\n".join(line.removeprefix("E  ").rstrip() for line in lines[found:])
    return shown[:MAX_DETAIL]


def labelled(text: str, say: Callable[[str], str]) -> str:
    """The same, labelled in the reader's language."""
    labels = {"got: ": f"{say(GAVE)}:", "expected: ": f"{say(WANTED)}:"}
    width = max(map(len, labels.values())) + 1
    for label, own in labels.items():
        text = re.sub(rf"^ *{label} *", own.ljust(width), text, count=1, flags=re.MULTILINE)
    return text
