"""What a teaching assistant sees while a class is graded, and at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from grader.i18n import number
from grader.messages import Message
from grader.records import Outcome, SubmissionRecord
from grader.reports.safe import one_line
from grader.slots import Event


class Progress:
    """A live display in a terminal, plain lines elsewhere, nothing when quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.out = Console(highlight=False, soft_wrap=not Console().is_terminal)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)
        self.bar: Bar | None = None
        self.total = self.done = self.failures = 0
        self.running_now: dict[int, str] = {}

    def note(self, sentence: str) -> None:
        """Something that staff should know; said even when quiet."""
        self.err.print(f"grader: {escape(one_line(sentence))}")

    @contextmanager
    def running(self, total: int) -> Iterator[Callable[[Event], None]]:
        """Show progress while the block runs; yields what slots call with their events."""
        self.total = total
        if self.quiet or not self.out.is_terminal:
            yield self._event
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[who]}"),
        )
        with Bar(*columns, console=self.out, transient=True) as self.bar:
            self.task = self.bar.add_task("grading", total=total, rate="", who="")
            yield self._event
        self.bar = None

    def _event(self, event: Event) -> None:
        who = f"{one_line(event.student)} {event.assignment}"
        if event.kind == "started":
            self.running_now[event.slot] = who
        elif event.kind == "finished":
            self.running_now.pop(event.slot, None)
        elif event.kind == "retried":
            self.note(f"{who}: a fault of ours, tried once more ({event.detail[-300:]})")
        elif event.kind == "slot-lost":
            self.note(f"slot {event.slot} is given up: {event.detail}")
        self._show()

    def finished(self, record: SubmissionRecord) -> None:
        """A record has been committed."""
        self.done += 1
        self.failures += record.points < record.max_points
        if self.bar is None and not self.quiet:
            self.out.print(
                f"{self.done}/{self.total} {escape(one_line(record.student))} {record.assignment} "
                f"{record.points:g}/{record.max_points:g} in {record.duration_s:.1f} s"
            )
        self._show()

    def _show(self) -> None:
        if self.bar is not None:
            speed = self.bar.tasks[0].speed
            rate = f"{speed * 60:.0f}/min" if speed else ""
            who = escape(", ".join(self.running_now.values())[:50])
            text = f"{who} · {self.failures} below full marks"
            self.bar.update(self.task, completed=self.done, rate=rate, who=text)

    def end(self, table: Table, index: Path, unchanged: int, missing: int) -> None:
        """The table of grades, and where the reports are."""
        if missing:
            self.note(f"{missing} submissions were not graded; run the same command again.")
        if self.quiet:
            return
        self.out.print(table)
        if unchanged:
            self.out.print(f"{unchanged} unchanged submissions were not graded again.")
        self.out.print(f"reports: {index}", soft_wrap=True)
        for name in ("grades.csv", "results.json"):
            self.out.print(f"         {index.with_name(name)}", soft_wrap=True)


def summary(records: list[SubmissionRecord], lang: str) -> Table:
    """Student, assignment, points, and what went wrong in a phrase."""
    table = Table("student", "assignment", "points", "what went wrong")
    for record in records:
        points = f"{number(record.points, lang)} / {number(record.max_points, lang)}"
        table.add_row(
            escape(one_line(record.student)),
            record.assignment,
            points,
            escape(phrase(record, lang)),
        )
    return table


def phrase(record: SubmissionRecord, lang: str) -> str:
    """What went wrong, in a phrase; "" where nothing did."""
    messages: list[Message] = [fault.message for fault in record.faults]
    if not messages:
        wrong = [c for c in record.checks if c.outcome is not Outcome.PASSED]
        if not wrong:
            return ""
        names = list(dict.fromkeys(check.exercise for check in wrong))
        text = ", ".join(names[:3]) + (f" (+{len(names) - 3})" if len(names) > 3 else "")
        return one_line(text)
    return one_line(messages[0].in_language(lang))[:100]
