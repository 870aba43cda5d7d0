"""What a teaching assistant sees while a class is graded, and at the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.text import Text

from grader.cli.table import Line, table
from grader.records import SubmissionRecord
from grader.reports.safe import one_line
from grader.slots import Event

MAX_NOTES = 20


class _Bar(Bars):
    """One bar, and a line below it: who is being graded."""

    below = Text()

    def get_renderables(self) -> Iterable[RenderableType]:
        """The bar, and the line."""
        yield from super().get_renderables()
        yield self.below


class Progress:
    """A live display in a terminal, plain lines elsewhere, nothing when quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.out = Console(highlight=False)
        self.err = Console(stderr=True, highlight=False)
        self.bar: _Bar | None = None
        self.total = self.done = self.below = self.ours = self.slots_lost = 0
        self.running_now: dict[int, str] = {}
        self.told: set[str] = set()
        self.lock = threading.Lock()  # events come from the slots' threads

    def note(self, sentence: str) -> None:
        """Something that staff should know; said even when quiet."""
        self._say(self.err, f"grader: {one_line(sentence, 1000)}")

    def notes(self, sentences: list[str]) -> None:
        """Several such sentences; of very many, the first."""
        for sentence in sentences[:MAX_NOTES]:
            self.note(sentence)
        if len(sentences) > MAX_NOTES:
            self.note(f"… and {len(sentences) - MAX_NOTES} more like these.")

    @contextmanager
    def running(self, total: int) -> Iterator[Callable[[Event], None]]:
        """Show progress while the block runs; yields what slots call with their events."""
        self.total = total
        self.started = time.monotonic()
        if self.quiet or not self.err.is_terminal or self.err.is_dumb_terminal:
            yield self._event
            return
        columns = (
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with _Bar(*columns, console=self.err, transient=True, expand=True) as self.bar:
            self.task = self.bar.add_task("", total=total, rate="")
            yield self._event
        self.bar = None

    def _event(self, event: Event) -> None:
        who = f"{one_line(event.student, 60)} {event.assignment}"
        with self.lock:
            if event.kind == "started":
                self.running_now[event.slot] = who
            elif event.kind == "finished":
                self.running_now.pop(event.slot, None)
            elif event.kind == "retried":
                self.note(f"{who}: a fault of ours, tried once more ({_ends(event.detail)})")
            elif event.kind == "failed" and event.detail not in self.told:
                self.told.add(event.detail)  # broken checks are told once, not for each student
                self.note(f"{who}: a fault of ours: {_ends(event.detail)}")
            elif event.kind == "slot-lost":
                self.slots_lost += 1
                if event.detail not in self.told:
                    self.told.add(event.detail)  # what takes all slots along is told once
                    self.note(f"slot {event.slot + 1} is given up: {_ends(event.detail)}")
            self._show()

    def finished(self, record: SubmissionRecord, result: Line) -> None:
        """A record has been committed."""
        with self.lock:
            self.done += 1
            self.below += not result.full
            self.ours += record.provisional
            if self.bar is None and not self.quiet:
                points = f"{result.points:g}/{result.max_points:g}"
                text = f"{result.student} {result.assignment} {points}"
                took = f"in {record.duration_s:.1f} s"
                self._say(self.out, f"{self.done}/{self.total} {text} {took}")
            self._show()

    def _show(self) -> None:
        if self.bar is None:
            return
        now = ", ".join(self.running_now.values())
        text = f"{self.below} below full marks" + (f", {self.ours} ours" if self.ours else "")
        self.bar.below = Text(f"{text} · {now}", no_wrap=True, overflow="ellipsis")
        minutes = (time.monotonic() - self.started) / 60
        rate = f"{self.done / minutes:.0f}/min" if self.done else "warming up"
        self.bar.update(self.task, completed=self.done, rate=rate)

    def table(self, lines: list[Line]) -> None:
        """The table of grades."""
        if self.quiet or not lines:
            return
        drawn, more = table(lines)
        if drawn.row_count:
            self.out.print(drawn)
        if more:
            self._say(self.out, f"and {more} more, in the index.")

    def end(self, sentence: str, index: Path | None) -> None:
        """How it went, and where the reports are."""
        if self.quiet:
            return
        self._say(self.out, sentence)
        if index is not None:
            self._say(self.out, f"reports: {index}")
            for name in ("grades.csv", "results.json"):
                self._say(self.out, f"         {index.with_name(name)}")

    def _say(self, console: Console, line: str) -> None:
        """A line that is neither wrapped nor read as markup."""
        console.print(Text(line), soft_wrap=True)


def _ends(text: str) -> str:
    """A text, or its two ends: what happened stands first, what a process last said stands last."""
    return text if len(text) < 600 else f"{text[:200]} … {text[-380:]}"
