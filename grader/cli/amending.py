"""`grader amend`: one more row in the gradebook, and the reports that count it."""

from __future__ import annotations

import getpass
import math
from dataclasses import dataclass
from pathlib import Path

from grader.cli import choosing
from grader.cli.books import GRADEBOOK, file_of
from grader.cli.filing import Filing, reported
from grader.cli.progress import Progress
from grader.discovery import text_of_name
from grader.faults import UsageFault
from grader.gradebook import Gradebook, open_gradebook
from grader.reports.safe import one_line


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    student: str
    assignment: str
    points: float
    reason: str
    author: str | None
    out: Path | None
    gradebook: str | None
    course: Path | None


def amend(options: Options) -> int:
    """Amend a grade and write the reports that show it; returns the exit code.

    Raises:
        UsageFault, GraderFault: see `grader.faults`.
    """
    if not math.isfinite(options.points) or not options.points:
        raise UsageFault(f"--points {options.points:g}: name the points to add, or to take away.")
    if not options.reason.strip():
        raise UsageFault("--reason is empty: say why, for whoever asks later.")
    course = choosing.course_at(options.course)
    name = course.find(options.assignment).name
    student = text_of_name(options.student)
    out, where = _places(options)
    progress = Progress(quiet=False)
    with open_gradebook(where) as gradebook:
        author = (options.author or "").strip() or getpass.getuser()
        gradebook.amend(student, name, options.points, author, options.reason.strip())
        sentence = _sentence(gradebook, student, name, options.points)
        known = reported(out) if out else None
        if out is None or known is None or (student, name) not in known.submissions:
            progress.end(f"{sentence} The next grader run shows it in its reports.", None)
            return 0
        filing = Filing(course, out, known.lang, gradebook, progress.note)
        index = filing.write_class(known.submissions, known.facts)
    progress.end(sentence, index)
    return 1 if filing.failed else 0


def _places(options: Options) -> tuple[Path | None, str]:
    """The reports' folder, where it is known, and the gradebook, which must be there already.

    Raises:
        UsageFault: neither was named, or there is no gradebook.
    """
    if options.gradebook is None and options.out is None:
        raise UsageFault("name the folder of the reports with --out, or --gradebook, or both.")
    where = options.gradebook or str((options.out or Path()) / GRADEBOOK)
    file = file_of(where)
    if file is not None and not file.is_file():
        raise UsageFault(f"{file}: no gradebook there; name one with --gradebook, or its --out.")
    return options.out or (file.parent if file else None), where


def _sentence(gradebook: Gradebook, student: str, name: str, points: float) -> str:
    found = (g for g in gradebook.grades() if (g.student, g.assignment) == (student, name))
    now = next(found)
    total = f"{now.points:g} / {now.max_points:g}"
    return f"{one_line(student)} {name}: {now.points - points:g} {points:+g} = {total}, recorded."
