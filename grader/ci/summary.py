"""A job's summary in Markdown: a table by exercise, then what failed, within GitHub's bound.

Text of the student's is fenced by more backticks than it holds; in tables and headings it does not
occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from grader.ci.log import HINT, OPEN, TOTAL, counted
from grader.ci.sheets import Line, Report, Sheet
from grader.messages import mark
from grader.reports.safe import one_line, visible

MAX_BYTES = 900_000  # of the 1 MiB that GitHub takes of a step
MAX_FENCED = 1500
ICONS = {"pass": "✅", "fail": "❌", "error": "❔", "skip": "➖"}
SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&@$-])")

HEADING = mark("Public checks")
EXERCISE = mark("Exercise")
CHECKS = mark("Checks")
POINTS = mark("Points")
LEFT_OUT = mark("{count} more checks did not pass; all are in the feedback that was uploaded.")


def summary(report: Report) -> str:
    """The summary, at most `MAX_BYTES` long in UTF-8."""
    total = OPEN if report.status == "error" else TOTAL
    text = f"## {report.say(HEADING)}\n\n"
    text += f"{report.say(total, score=report.score, most=report.max_score)}\n\n"
    text += "".join(_table(sheet, report) for sheet in report.sheets)
    left, size = 0, len(text.encode())
    parts = []
    for block in _blocks(report):
        size += len(block.encode())
        if size > MAX_BYTES:
            left += 1
        else:
            parts.append(block)
    end = f"\n{report.say(LEFT_OUT, count=left)}\n" if left else ""
    return text + "".join(parts) + end


def _table(sheet: Sheet, report: Report) -> str:
    head = (report.say(EXERCISE), report.say(CHECKS), report.say(POINTS))
    rows = [f"| | {' | '.join(head)} |", "|---|---|---:|---:|"]
    for exercise, found in sheet.exercises().items():
        points = f"{sum(x.score for x in found)}/{sum(x.max_score for x in found)}"
        name = f"{plain(exercise)}: {plain(sheet.titles.get(exercise, ''))}"
        count = counted(exercise, found, sheet, report)
        rows.append(f"| {ICONS[sheet.status(exercise)]} | {name} | {count} | {points} |")
    return f"### {plain(sheet.title)}\n\n" + "\n".join(rows) + "\n\n"


def _blocks(report: Report) -> Iterator[str]:
    for sheet in report.sheets:
        for remark in sheet.remarks:
            text = "\n".join((f"{remark.message} {remark.place}".strip(), remark.detail)).strip()
            yield f"{ICONS['error' if remark.ours else 'fail']}\n\n{fenced(text)}\n"
        yield from (_check(x, report) for x in sheet.told() if not x.blank)


def _check(line: Line, report: Report) -> str:
    parts = [f"#### {ICONS[line.status]} {plain(line.exercise)}: {plain(line.sentence)}\n"]
    text = "\n".join((*line.messages, line.place, line.detail)).strip()
    parts += [fenced(text)] if text else []
    parts += [plain(report.say(HINT, hint=line.hint)) + "\n"] if line.hint else []
    return "\n".join(parts) + "\n"


def plain(text: str) -> str:
    r"""A text on one line that Markdown shows as it is, with its `backticks` as code.

    >>> plain("a `b|_` _ <c>")
    'a `b\\|_` \\_ \\<c\\>'
    """
    parts = one_line(text).split("`")
    if len(parts) % 2 == 0 or "" in parts[1::2]:
        return SPECIAL.sub(r"\\\1", "`".join(parts))
    code = (f"`{part}`".replace("|", r"\|") for part in parts[1::2])
    escaped = [SPECIAL.sub(r"\\\1", part) for part in parts[::2]]
    return "".join(a + b for a, b in zip_longest(escaped, code, fillvalue=""))


def fenced(text: str) -> str:
    r"""A text in a block of code that it cannot end.

    >>> fenced("a ``` b")
    '````text\na ``` b\n````\n'
    """
    shown = visible(text[:MAX_FENCED])
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{shown}\n{fence}\n"
