"""`grader ci`: public checks in a repository, in every format that GitHub's readers take."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import typer

from grader.ci import classroom, classroom50, kit, log, work
from grader.ci.commands import command, group
from grader.ci.github import Step, raw_commit
from grader.ci.junit import junit
from grader.ci.sheets import Report, report
from grader.ci.summary import plain, summary
from grader.course import Course
from grader.faults import GraderFault, UsageFault
from grader.records import SubmissionRecord
from grader.reports import names, view
from grader.reports.files import put
from grader.reports.texts import Texts
from grader.reports.writer import advice_page
from grader.sandbox.layers import Mode, detect

ALL, NOT_YET, OURS = 0, 1, 3


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    repository: Path | None
    kit: Path | None
    assignments: list[str]
    out: Path | None
    classroom50: Path | None
    lang: str | None
    sandbox: str


def ci(options: Options, variables: Mapping[str, str] | None = None) -> int:
    """Check, tell it in every format, and give the exit code.

    Raises:
        UsageFault: it cannot be done as asked; told as the status `error` too.
    """
    step = Step(os.environ if variables is None else variables)
    try:
        if options.classroom50:
            options.classroom50.unlink(missing_ok=True)  # one that the student pushed is no result
        return _checked(options, step)
    except UsageFault as fault:
        _tell_error(step, str(fault))
        raise
    except GraderFault as fault:
        _tell_error(step, f"a fault of ours: {fault}")
    except Exception as error:  # whatever it is, it is ours: told as such, and never as points
        _print(group("grader", traceback.format_exc().splitlines()))
        _tell_error(step, f"a fault of ours: {type(error).__name__}: {error}")
    return OURS


def _checked(options: Options, step: Step) -> int:
    repository = (options.repository or step.workspace).absolute()
    known = classroom50.facts(step.variables) if options.classroom50 else {}
    date = classroom50.committed(raw_commit(repository)) if options.classroom50 else ""
    out = options.out or step.scratch / "feedback"
    with tempfile.TemporaryDirectory(prefix="grader-kit-") as private:
        course = kit.opened(options.kit or repository, Path(private))
        lang = options.lang or kit.language(course)
        records = _records(options, step, repository, course, out)
        found = report(records, course, lang)
        _write(out, found, records, course, lang)
    if options.classroom50 and found.status != "error":
        who = step.variables.get("USERNAME", "")
        made = classroom50.result(found, known, date, datetime.now(UTC), who)
        put(options.classroom50, [made])
    step.summary(summary(found))
    _print([*log.lines(found), *classroom.notices(found)])
    told = f"Points {found.score}/{found.max_score}" if found.status != "error" else "no result"
    step.output(result=classroom.result(found), status=found.status, summary=told)
    return {"pass": ALL, "fail": NOT_YET}.get(found.status, OURS)


def _records(
    options: Options, step: Step, repository: Path, course: Course, out: Path
) -> list[SubmissionRecord]:
    student = step.variables.get("GITHUB_REPOSITORY", "").rpartition("/")[2] or repository.name
    works = work.found(repository, course, options.assignments, student)
    layers = detect(cast("Mode", options.sandbox))
    if layers.missing():
        _print([f"checked without these layers: {', '.join(layers.missing())}."])
    _print([f"sandbox: {', '.join(f'{name} {how}' for name, how in layers.summary().items())}"])
    places = (repository, out, *([options.kit] if options.kit else []), *step.secret)
    secret = tuple(path.absolute() for path in places)
    return work.judged(works, course, layers, secret, _note)


def _write(
    out: Path, found: Report, records: list[SubmissionRecord], course: Course, lang: str
) -> None:
    """The feedback: a page for each assignment, and JUnit's file."""
    for record in records:
        texts = Texts(course.find(record.assignment), record.assignment, lang)
        page = advice_page(view.submission(record, texts), record, lang)
        put(out / f"{names.page_name(record.assignment)}.html", [page])
    put(out / "junit.xml", [junit(found)])


def _tell_error(step: Step, sentence: str) -> None:
    """Say that there is no result: in the log, and to whoever reads the outputs."""
    _print([command("error", sentence, title="grader")])
    step.summary(f"{plain(sentence)}\n")
    step.output(result=classroom.result(None), status="error", summary="no result")


def _note(why: str) -> None:
    _print(group("grader", why.splitlines()))


def _print(lines: list[str]) -> None:
    typer.echo("\n".join(lines))
