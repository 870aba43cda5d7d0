"""`grader run`: discovery, gradebook, slots and reports, put together."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Literal

from grader.cli.progress import Progress, summary
from grader.course import Course
from grader.discovery import Candidate, discover
from grader.faults import UsageFault
from grader.gradebook import Gradebook, open_gradebook
from grader.intake import digest_of, read_submission
from grader.records import SubmissionRecord
from grader.reports import write_class, write_submission
from grader.sandbox.layers import detect
from grader.slots import Settings, Work, grade_class


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    folders: list[Path]
    assignments: list[str]
    students: list[str]
    jobs: int
    out: Path | None
    seed: int | None
    force: bool
    lang: str
    sandbox: Literal["require", "best-effort", "off"] | str
    gradebook: str | None
    course: Path | None
    quiet: bool


def grade(options: Options) -> int:
    """Grade a class; returns the exit code.

    Raises:
        UsageFault, GraderFault, KeyboardInterrupt: see `grader.cli.app.main`.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    course = Course(_course_root(options.course))
    found = discover(options.folders, course)
    progress = Progress(quiet=options.quiet)
    for lost in found.misplaced:
        progress.note(f"{lost.path}: {lost.why}")
    chosen = _chosen(found.submissions, options, course)
    layers = detect(options.sandbox)  # type: ignore[arg-type]  # typer has checked the word
    out = options.out or Path("reports") / options.folders[0].resolve().name
    with open_gradebook(options.gradebook or str(_made(out) / "gradebook.db")) as gradebook:
        seed = gradebook.seed(options.seed)
        todo = list(_todo(chosen, gradebook, seed, options.force))
        jobs = min(options.jobs or os.cpu_count() or 1, max(1, len(todo)))
        settings = Settings(course, layers, seed, jobs)
        started = time.monotonic()
        faults = 0
        if todo:
            faults = _grade_all(todo, settings, gradebook, out, options.lang, progress)
        facts = {
            "seed": seed,
            "sandbox": layers.summary(),
            "graded": len(todo),
            "unchanged": len(chosen) - len(todo),
            "seconds": round(time.monotonic() - started, 1),
            "slots": jobs,
        }
        wanted = {(c.student, c.assignment.name) for c in chosen}
        records = (r for r in gradebook.latest() if (r.student, r.assignment) in wanted)
        rows: list[SubmissionRecord] = []
        index = write_class(_kept(records, rows), course, out, options.lang, facts)
    missing = len(wanted) - len(rows)
    progress.end(summary(rows, options.lang), index, len(chosen) - len(todo), missing)
    return 1 if faults or missing or any(row.provisional for row in rows) else 0


def _grade_all(
    todo: list[tuple[Candidate, str]],
    settings: Settings,
    gradebook: Gradebook,
    out: Path,
    lang: str,
    progress: Progress,
) -> int:
    """Grade what is left to do; each record is in the gradebook before its slot goes on."""
    run_id = gradebook.begin_run(settings.seed, shlex.join(sys.argv))
    faults = 0
    work = (_work(candidate, digest) for candidate, digest in todo)
    with progress.running(len(todo)) as on_event:
        records = grade_class(work, settings=settings, on_event=on_event)
        with closing(records):  # type: ignore[type-var]  # a generator, which can be closed
            for record in records:
                gradebook.append(record, run_id)
                progress.finished(record)
                write_submission(record, settings.course.find(record.assignment), out, lang)
                faults += record.provisional
    return faults


def _work(candidate: Candidate, digest: str) -> Work:
    def read() -> bytes:
        return read_submission(candidate)

    return Work(
        candidate.student,
        candidate.assignment,
        candidate.form,
        candidate.source,
        read,
        digest,
        candidate.notes,
    )


def _chosen(candidates: tuple[Candidate, ...], options: Options, course: Course) -> list[Candidate]:
    names = {course.find(name).name for name in options.assignments}
    chosen = [c for c in candidates if not names or c.assignment.name in names]
    unknown = set(options.students) - {c.student for c in candidates}
    if unknown:
        raise UsageFault(f"no submission of {sorted(unknown)[0]!r} in {options.folders[0]}.")
    if options.students:
        chosen = [c for c in chosen if c.student in options.students]
    if not chosen:
        raise UsageFault(
            f"{options.folders[0]}: nothing to grade there; a class is a folder with a folder for "
            f"each student that holds {', '.join(f'{a.name}.py' for a in course)} or .ipynb."
        )
    return chosen


def _todo(
    chosen: list[Candidate], gradebook: Gradebook, seed: int, force: bool
) -> Iterator[tuple[Candidate, str]]:
    """What is new, changed, judged by other checks, or was left open by a fault of ours."""
    known = {} if force else gradebook.known(seed)
    for candidate in chosen:
        digest = digest_of(candidate)
        now = (digest, candidate.form, candidate.assignment.checks_digest)
        if not digest or known.get((candidate.student, candidate.assignment.name)) != now:
            yield candidate, digest


def _kept(
    records: Iterator[SubmissionRecord], rows: list[SubmissionRecord]
) -> Iterator[SubmissionRecord]:
    """Hand the records through, keeping what the table in the terminal needs of each."""
    import msgspec

    for record in records:
        yield record
        rows.append(msgspec.structs.replace(record, text="", cells=(), output=""))


def _course_root(named: Path | None) -> Path:
    if named is not None:
        return named.resolve()
    here = Path.cwd()
    return next((p for p in (here, *here.parents) if (p / "assignments").is_dir()), here)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageFault(f"{folder}: {error.strerror}; name another folder with --out.") from error
    return folder


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
