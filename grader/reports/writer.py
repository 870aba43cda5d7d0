"""Renders records and puts the reports of a class in place.

students/<id>/<assignment>.html   for the student; nothing else may be given out
staff/<id>/<assignment>.html      everything
index.html, class/                the class in all orders, and each check's failures
grades.csv, exercises.csv, results.json
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from grader.course import Assignment, Course
from grader.records import Amendment, SubmissionRecord
from grader.reports import grades, names, pages, view
from grader.reports.advice import advice
from grader.reports.facts import run_facts
from grader.reports.files import put, sweep, unwritable
from grader.reports.gathering import Gathering
from grader.reports.overview import FOLDER, Page
from grader.reports.overview import pages as table_pages
from grader.reports.overview import students as by_student
from grader.reports.results import Results
from grader.reports.texts import Texts

STAFF_LIMIT = 20_000


def write_submission(
    record: SubmissionRecord,
    assignment: Assignment,
    out: Path,
    lang: str,
    amendments: Sequence[Amendment] = (),
) -> list[Path]:
    """The student's page and the staff's page of one submission; returns where they are.

    Raises:
        UsageFault: the reports' folder cannot be written.
    """
    below = f"{names.student_id(record.student)}/{names.page_name(record.assignment)}.html"
    texts = Texts(assignment, record.assignment, lang)
    page = view.submission(record, texts, sum(change.points for change in amendments))
    student = student_page(page, record, lang)
    staff = staff_page(page, record, lang, amendments, f"students/{below}")
    return [
        put(out / "students" / below, [student]),
        put(out / "staff" / below, [staff]),
    ]


def student_page(page: view.SubmissionView, record: SubmissionRecord, lang: str) -> bytes:
    """What the student reads: made of the view alone, in which nothing is for staff."""
    return pages.render("student.html", lang, page=page, advice=advice(page, record))


def advice_page(page: view.SubmissionView, record: SubmissionRecord, lang: str) -> bytes:
    """What a student reads of public checks, which are no grade."""
    return pages.render("advice.html", lang, page=page, advice=advice(page, record))


def staff_page(
    page: view.SubmissionView,
    record: SubmissionRecord,
    lang: str,
    amendments: Sequence[Amendment],
    student_page: str,
) -> bytes:
    """What staff read: the student's view, and everything of the record."""
    return pages.render(
        "staff.html",
        lang,
        page=page,
        record=record,
        by_anchor={names.anchor(check.id): check for check in record.checks},
        notes=record.notes,
        amendments=amendments,
        student_page=student_page,
        staff_limit=STAFF_LIMIT,
        up="../../",
    )


def write_class(
    records: Iterable[SubmissionRecord],
    course: Course,
    out: Path,
    lang: str,
    facts: Mapping[str, Any],
    amended: Mapping[tuple[str, str], float] | None = None,
) -> Path:
    """The class's index in all its orders, `grades.csv`, `exercises.csv` and `results.json`.

    Args:
        records: one at a time; only a small row is kept of each.
        course: for titles and texts, and the order of assignments.
        out: the reports' folder.
        lang: "es" or "en".
        facts: of the run, see `grader.reports.facts.RunFacts`; "seed" is needed.
        amended: (student, assignment) -> points that staff added.

    Returns:
        The index's path.

    Raises:
        UsageFault: the reports' folder cannot be written.
    """
    known = run_facts(facts)
    gathered = Gathering(course, lang, dict(amended or {}))
    try:
        out.mkdir(parents=True, exist_ok=True)
        results = Results(out)
    except OSError as error:
        raise unwritable(out, error) from error
    with results:
        for record in records:
            gathered.add(record)
            texts = gathered.texts[record.assignment]
            added = gathered.amended.get((record.student, record.assignment), 0.0)
            results.add(record, texts, gathered.order(record.assignment), added)
        put(out / "results.json", results.chunks(known.seed, known.sandbox))
    rows = gathered.sorted_rows()
    put(out / "grades.csv", [grades.grades(rows)])
    put(out / "exercises.csv", [grades.exercises(rows)])
    written = [*_tables(gathered, out, lang, known), *_checks(gathered, out, lang)]
    sweep(out / FOLDER, frozenset(path.name for path in written))
    for folder in chain((out / "students").glob("*"), (out / "staff").glob("*")):
        sweep(folder)
    return out / "index.html"


def _tables(gathered: Gathering, out: Path, lang: str, facts: Any) -> list[Path]:
    """The index, and the table in all other orders."""
    found, assignments = by_student(gathered.rows), gathered.assignments()
    shared = {"titles": gathered.titles(), "assignments": assignments, "facts": facts}
    overview = gathered.overview()

    def write(page: Page) -> Path:
        template = "index.html" if page.path == "index.html" else "table.html"
        more = overview if template == "index.html" else {}
        html = pages.render(template, lang, page=page, up=page.up, **shared, **more)
        return put(out / page.path, [html])

    return [write(page) for page in table_pages(found, assignments)]


def _checks(gathered: Gathering, out: Path, lang: str) -> list[Path]:
    """One page for each assignment: who failed which check, and what their code did."""
    written = []
    for name in gathered.assignments():
        html = pages.render(
            "checks.html",
            lang,
            title=gathered.texts[name].title,
            texts=gathered.texts[name],
            tallies=gathered.tallies_of(name),
            up="../",
        )
        written.append(put(out / FOLDER / f"checks-{names.page_name(name)}.html", [html]))
    return written
