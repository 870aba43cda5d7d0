"""What a reader of the run's log meets: a group for each assignment, annotations, the total."""

from __future__ import annotations

from collections.abc import Iterator

from grader.ci.commands import at_most, command, group
from grader.ci.sheets import Line, Remark, Report, Sheet
from grader.messages import mark

SIGNS = {"pass": "✓", "fail": "✗", "error": "?", "skip": "–"}
COUNT = mark("{right} of {all} checks")
BLANK = mark("not written yet")
HINT = mark("Hint: {hint}")
PRINTED = mark("It printed:")
TOTAL = mark("Points by the public checks: {score}/{most}. This is advice, not a grade.")
OPEN = mark("A fault of ours left something open: there is no result, and nobody loses a point.")
MORE = mark("{count} more; all of them are in the run's summary.")
MAX_PRINTED_LINES = 100


def lines(report: Report) -> list[str]:
    """The whole log; each entry is one line."""
    shown = [line for sheet in report.sheets for line in _sheet(sheet, report)]
    text = OPEN if report.status == "error" else TOTAL
    total = report.say(text, score=report.score, most=report.max_score)
    return [*shown, *annotated(report), total]


def annotated(report: Report) -> list[str]:
    """At most ten errors and ten warnings, at the student's file and line."""
    ours = [command("error", report.say(OPEN), title="grader")] if report.status == "error" else []
    failed = [
        command(
            "error", said(line, sheet, report), file=sheet.file, line=line.line, title=line.exercise
        )
        for sheet in report.sheets
        for line in sheet.told()
        if line.status == "fail"
    ]
    remarks = [
        command("warning", _placed(r.message, r.place, sheet), file=sheet.file, line=r.line)
        for sheet in report.sheets
        for r in sheet.remarks
        if not r.ours
    ]
    more = report.say(MORE, count="{count}")
    return [*at_most([*ours, *failed], "error", more), *at_most(remarks, "warning", more)]


def said(line: Line, sheet: Sheet, report: Report) -> str:
    """A check that failed, in a few sentences; of a notebook with cell and line."""
    hint = report.say(HINT, hint=line.hint) if line.hint and not line.blank else ""
    sentence = "" if line.blank else line.sentence
    return _placed(" ".join((sentence, *line.messages, hint)).strip(), line.place, sheet)


def _placed(text: str, place: str, sheet: Sheet) -> str:
    return f"{place}: {text}" if place and sheet.file.endswith(".ipynb") else text


def _sheet(sheet: Sheet, report: Report) -> list[str]:
    return group(f"{sheet.title} ({sheet.file})", _body(sheet, report))


def _body(sheet: Sheet, report: Report) -> Iterator[str]:
    for remark in sheet.remarks:
        yield from _remark(remark)
    for exercise, found in sheet.exercises().items():
        count = counted(exercise, found, sheet, report)
        title = sheet.titles.get(exercise, exercise)
        yield f"{SIGNS[sheet.status(exercise)]} {exercise}  {title}: {count}"
        for line in found:
            if line.status != "pass" and not sheet.blank(exercise):
                yield from _check(line, report)
    if sheet.printed.strip():
        yield report.say(PRINTED)
        yield from (f"    {text}" for text in sheet.printed.splitlines()[:MAX_PRINTED_LINES])


def counted(exercise: str, found: list[Line], sheet: Sheet, report: Report) -> str:
    """How many checks of an exercise passed."""
    if sheet.blank(exercise):
        return report.say(BLANK)
    right = sum(line.status == "pass" for line in found)
    return report.say(COUNT, right=right, all=len(found))


def _remark(remark: Remark) -> Iterator[str]:
    yield f"! {remark.message} {remark.place}".rstrip()
    yield from (f"    {text}" for text in remark.detail.splitlines())


def _check(line: Line, report: Report) -> Iterator[str]:
    yield f"  {SIGNS[line.status]} {line.sentence}"
    yield from (f"      {message}" for message in line.messages)
    if line.place:
        yield f"      {line.place}"
    yield from (f"      {text}" for text in line.detail.splitlines())
    if line.hint:
        yield f"      {report.say(HINT, hint=line.hint)}"
