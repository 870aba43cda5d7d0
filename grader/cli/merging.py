"""`grader merge`: the gradebooks of shards become one, and the class is reported."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.cli import choosing
from grader.cli.books import GRADEBOOK, file_of, whole
from grader.cli.filing import Filing, reported
from grader.cli.grading import writable
from grader.cli.progress import Progress
from grader.course import Course
from grader.faults import UsageFault
from grader.gradebook import Gradebook, Merged, open_gradebook
from grader.gradebook import merge as joined


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    gradebooks: list[str]
    into: str
    out: Path | None
    lang: str
    course: Path | None
    quiet: bool


def merge(options: Options) -> int:
    """Merge, report, and return the exit code.

    Raises:
        UsageFault, GraderFault: see `grader.faults`.
    """
    progress = Progress(quiet=options.quiet)
    course = choosing.course_at(options.course)
    sources = list(dict.fromkeys(map(_book, options.gradebooks)))
    for source in sources:
        whole(source)
    into = _book(options.into)
    file = file_of(into)
    if file is not None and file.exists():
        whole(into)
    out = options.out or (file.parent if file else None)
    if out is None:
        raise UsageFault(f"{options.into}: name the folder of the reports with --out.")
    writable(out)
    with ExitStack() as opened:
        target = opened.enter_context(open_gradebook(into))
        books = [opened.enter_context(open_gradebook(source)) for source in sources]
        merged = joined(books, target)
        filing = Filing(course, out, options.lang, target, progress.note)
        return _report(filing, target, progress, merged, _left_out(sources))


def _book(named: str) -> str:
    """A folder of reports stands for the gradebook in it."""
    return str(Path(named) / GRADEBOOK) if "://" not in named and Path(named).is_dir() else named


def _report(
    filing: Filing, target: Gradebook, progress: Progress, merged: Merged, left_out: list[str]
) -> int:
    """Write the class's reports of all that the gradebook holds now."""
    facts: dict[str, Any] = {"seed": target.seed(None), "graded": merged.attempts}
    facts["left_out"] = tuple(left_out)
    known = _known(filing.course, target, progress)
    facts["unchanged"] = max(0, len(known) - merged.attempts)
    index = filing.write_class(known, facts)
    progress.notes(left_out)
    progress.table(filing.lines)
    for shard in merged.missing:
        progress.note(f"shard {shard} is missing: merge its gradebook too.")
    ours = sum(entry.provisional for entry in filing.lines)
    provisional = f", {ours} provisional through a fault of ours (marked ?)" if ours else ""
    added = f"{merged.attempts} attempts and {merged.amendments} amendments added"
    progress.end(f"{added}, {len(known)} grades in all{provisional}.", index)
    return 1 if filing.failed or ours or merged.missing else 0


def _known(course: Course, target: Gradebook, progress: Progress) -> frozenset[tuple[str, str]]:
    """Who handed in what; work for an assignment that the course lacks is told."""
    found = frozenset((grade.student, grade.assignment) for grade in target.grades())
    for name in sorted({assignment for _, assignment in found} - set(course.assignments)):
        progress.note(f"{name}: not in this course; its grades are listed, but have no pages.")
    return found


def _left_out(sources: list[str]) -> list[str]:
    """What the shards' runs could not place; each of them saw the whole class."""
    files = [file for file in map(file_of, sources) if file is not None]
    known = [reported(file.parent) for file in files]
    return sorted({line for one in known if one for line in one.facts.get("left_out", ())})
