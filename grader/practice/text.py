"""What a student reads in a terminal: a block for each exercise, then one line for each."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.messages import mark
from grader.practice.events import Event, Found, Trouble
from grader.practice.results import Results
from grader.records import Outcome, Place

HINT = mark("Hint: {hint}")
PRINTED = mark("It printed:")
COUNT = mark("{right} of {all} checks")
BLANK = mark("not written yet")
EXAMPLES = mark("The checks that grade use other inputs than these.")
STYLES = {Outcome.PASSED: "green", Outcome.FAILED: "red", Outcome.NOT_RUN: "yellow"}
SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.NOT_RUN: "–"}
PLAIN = {Outcome.PASSED: "+", Outcome.FAILED: "x", Outcome.NOT_RUN: "-"}


class Page:
    """Writes results on a console as they come.

    `lines` are the module's, to quote the one that raised; a notebook's are not quoted.
    """

    def __init__(self, console: Console, results: Results, source: Path | None = None) -> None:
        self._console, self._results, self._source = console, results, source
        self._exercise = ""

    def add(self, event: Event) -> None:
        """Take in an event; write each exercise's block when its last check is in."""
        results, before = self._results, len(self._results.faults)
        results.add(event)
        for fault in results.faults[before:]:
            self._line(Text(f"! {self._text(fault.message.text, fault.message.args)}", "yellow"))
            self._where(fault.where, 2)
        if isinstance(event, Found) and event.record.exercise != self._exercise:
            self._block()
            self._exercise = event.record.exercise

    def end(self) -> None:
        """The last block, the table of exercises, the verdict."""
        self._block()
        results = self._results
        if len(results.found) > 1:
            self._console.print(self._table())
            self._console.print()
        style = "green" if results.right else "red"
        self._line(Text(results.verdict(), f"bold {style}"))
        if results.right:
            self._line(Text(results.say(EXAMPLES), "dim"))

    def _text(self, text: str, args: dict[str, str]) -> str:
        return self._results.say(text, **args)

    def _line(self, text: Text, indent: int = 0) -> None:
        self._console.print(Padding(text, (0, 0, 0, indent), expand=False))

    def _sign(self, outcome: Outcome) -> str:
        plain = not self._console.encoding.lower().startswith("utf")
        return (PLAIN if plain else SIGNS).get(outcome, "!")

    def _heading(self, exercise: str) -> Text:
        good = self._results.passed(exercise)
        outcome = Outcome.PASSED if good else Outcome.FAILED
        if self._results.blank(exercise):
            outcome = Outcome.NOT_RUN
        style = STYLES[outcome]
        title = self._results.titles[exercise]
        return Text.assemble((f"{self._sign(outcome)} {exercise}", f"bold {style}"), f"  {title}")

    def _block(self) -> None:
        exercise, results = self._exercise, self._results
        if not exercise or results.passed(exercise) or results.blank(exercise):
            return  # the table says it all
        self._line(self._heading(exercise))
        for found in self._results.found[exercise]:
            if found.record.outcome is not Outcome.PASSED:
                self._check(found)
        self._console.print()

    def _check(self, found: Found) -> None:
        results, record = self._results, found.record
        sentence, hint = results.sentence(found)
        sign, style = self._sign(record.outcome), STYLES.get(record.outcome, "magenta")
        self._line(Text.assemble((f"{sign} ", style), sentence), 2)
        for message in record.messages:
            self._line(Text(results.say(message.text, **message.args)), 4)
        self._where(record.where, 4)
        if found.detail:
            self._line(Text(results.detail(found), "dim"), 4)
        if found.printed.strip():
            self._line(Text(results.say(PRINTED)), 4)
            self._line(Text(visible(found.printed).strip(), "dim"), 6)
        if hint:
            self._line(Text(results.say(HINT, hint=hint), "cyan"), 4)

    def _where(self, where: Place | None, indent: int) -> None:
        if where is None:
            return
        name = f"{self._source.name}, " if self._source else ""
        self._line(Text(f"{name}{self._results.place(where)}{self._quoted(where)}", "bold"), indent)

    def _quoted(self, where: Place) -> str:
        if self._source is None or where.cell:
            return ""
        lines = self._source.read_text(encoding="utf-8", errors="replace").splitlines()
        return f":  {lines[where.line - 1].strip()}" if where.line <= len(lines) else ""

    def _table(self) -> Table:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        for exercise, all_found in self._results.found.items():
            right = sum(found.record.outcome is Outcome.PASSED for found in all_found)
            blank = self._results.blank(exercise)
            count = self._results.say(BLANK if blank else COUNT, right=right, all=len(all_found))
            table.add_row(self._heading(exercise), count)
        return table


def visible(text: str) -> str:
    """A text that cannot move the cursor."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


def plain(results: Results) -> str:
    """The whole as plain text."""
    console = Console(file=io.StringIO(), width=100, color_system=None, force_jupyter=False)
    page = Page(console, Results(results.assignment, results.lang))
    for event in _events(results):
        page.add(event)
    page.end()
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().rstrip()


def _events(results: Results) -> Iterator[Event]:
    yield from (Trouble(fault) for fault in results.faults)
    for found in results.found.values():
        yield from found
    if results.broken:
        yield results.broken
