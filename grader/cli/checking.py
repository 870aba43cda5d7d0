"""`grader check`: public checks on one's own work, once or at each save."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader.faults import UsageFault
from grader.practice.finding import Task, find
from grader.practice.results import Results
from grader.practice.supervise import Workers, checked
from grader.practice.text import Page

LOOK_S = 0.25  # one look at one file's date: works on every file system, and costs nothing


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    path: Path | None
    watch: bool
    keyword: str
    lang: str | None
    course: Path | None


def check(options: Options) -> int:
    """Check once and give the exit code, or at each save until Ctrl-C, which gives 0.

    Raises:
        UsageFault: there is nothing to check, or `-k` cannot be understood.
    """
    task = find(options.path, options.course)
    console = Console(highlight=False)
    workers = Workers(ahead=options.watch)
    try:
        while True:
            saved = _saved(task.path)
            code = _once(task, options, console, workers)
            if not options.watch:
                return code
            _wait(task.path, saved)
            console.print()
    except KeyboardInterrupt:
        if not options.watch:
            raise
        return 0  # the way to end it
    finally:
        workers.end()


def _once(task: Task, options: Options, console: Console, workers: Workers) -> int:
    results = Results(task.assignment, options.lang or task.lang)
    title = task.assignment.metadata.title.in_language(results.lang)
    console.print(Text(f"{task.path.name} · {title}", "bold"))
    page = Page(console, results, task.path)
    for event in checked(task, options.keyword, workers):
        page.add(event)
    if results.broken and results.broken.usage:
        raise UsageFault(results.broken.why)
    if not results.found and not results.broken:
        raise UsageFault(f"-k {options.keyword!r}: no check is called like that.")
    page.end()
    return 0 if results.right else 1


def _saved(path: Path) -> tuple[int, int]:
    """When a file was saved and how long it is; zeros while an editor is replacing it."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _wait(path: Path, before: tuple[int, int]) -> None:
    """Wait until a file was saved again."""
    while _saved(path) in (before, (0, 0)):
        time.sleep(LOOK_S)
