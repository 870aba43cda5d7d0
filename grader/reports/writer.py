"""Renders records with Jinja2 and puts the files in place, each whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe

from grader.course import Assignment, Course
from grader.faults import UsageFault
from grader.messages import translations
from grader.records import Outcome, SubmissionRecord
from grader.reports import views
from grader.reports.safe import cell, folder_name, one_line, plain

BACKTICKS = re.compile(r"`([^`\n]{1,200})`")


@cache
def _environment(lang: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(translations(lang), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["points"] = lambda value: views.number(value, lang)
    environment.filters["plain"] = plain
    environment.filters["code"] = _code
    return environment


def _code(text: str) -> markupsafe.Markup:
    """A sentence with its backticked parts as code; everything in it is escaped first."""
    escaped = str(markupsafe.escape(text))
    return markupsafe.Markup(BACKTICKS.sub(r"<code>\1</code>", escaped))


def write_submission(
    record: SubmissionRecord, assignment: Assignment, out: Path, lang: str
) -> list[Path]:
    """The student's page and the staff's page of one submission; returns where they are.

    Raises:
        UsageFault: the reports folder cannot be written.
    """
    shared = {
        "lang": lang,
        "record": record,
        "student": one_line(record.student),
        "title": assignment.metadata.title.in_language(lang),
        "exercises": views.exercises(record, assignment, lang),
        "source": views.lines(record.text, 0, views.marked(record)) if record.text else [],
        "cells": views.cells(record),
        "faults": [(f, plain(f.message.in_language(lang)), plain(f.detail)) for f in record.faults],
        "anchor": views.anchor,
    }
    written = []
    for audience in ("student", "staff"):
        folder = out / ("students" if audience == "student" else "staff")
        path = folder / folder_name(record.student) / f"{assignment.name}.html"
        page = (
            _environment(lang).get_template("submission.html").render(**shared, audience=audience)
        )
        _put(path, page.encode("utf-8", "replace"))
        written.append(path)
    return written


def write_class(
    records: Iterable[SubmissionRecord], course: Course, out: Path, lang: str, facts: dict[str, Any]
) -> Path:
    """The class's index in all its orders, `grades.csv` and `results.json`.

    `facts`: seed, sandbox (a dict), and what else the index shows of the run as text.

    Raises:
        UsageFault: the reports folder cannot be written.
    """
    rows: list[dict[str, Any]] = []
    results: list[dict[str, Any]] = []
    passed: Counter[tuple[str, str]] = Counter()
    judged: Counter[tuple[str, str]] = Counter()
    for record in records:
        rows.append(_row(record, lang))
        results.append(views.result(record, lang))
        for check in record.checks:
            key = (record.assignment, check.id)
            judged[key] += check.outcome in (Outcome.PASSED, Outcome.FAILED)
            passed[key] += check.outcome is Outcome.PASSED
    hardest = sorted((passed[k] / n, *k, n) for k, n in judged.items() if n)[:10]
    names = [a.name for a in course if any(r["assignment"] == a.name for r in rows)]
    students = _students(rows)
    for order in ("name", "points", *names):
        _put(
            out / ("index.html" if order == "name" else f"index-by-{order}.html"),
            _environment(lang)
            .get_template("index.html")
            .render(
                lang=lang,
                order=order,
                names=names,
                students=_sorted(students, order),
                rows=rows,
                hardest=[h for h in hardest if h[0] < 1],
                histograms={name: _histogram(rows, name) for name in names},
                facts=facts,
            )
            .encode("utf-8", "replace"),
        )
    _put(out / "grades.csv", _csv(rows))
    seed, sandbox = int(facts["seed"]), dict(facts["sandbox"])
    _put(out / "results.json", views.results_json(results, seed, sandbox))
    return out / "index.html"


def _row(record: SubmissionRecord, lang: str) -> dict[str, Any]:
    return {
        "student": record.student,
        "shown": one_line(record.student),
        "folder": folder_name(record.student),
        "assignment": record.assignment,
        "points": record.points,
        "max_points": record.max_points,
        "percent": 100 * record.points / record.max_points if record.max_points else 0.0,
        "provisional": record.provisional,
        "source": record.source,
        "digest": record.digest,
        "graded_at": record.started_at,
        "ours": [f.message.in_language(lang) for f in record.faults if f.whose == "grader"],
    }


def _students(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        student = found.setdefault(
            row["student"],
            {"shown": row["shown"], "folder": row["folder"], "grades": {}, "points": 0.0},
        )
        student["grades"][row["assignment"]] = row
        student["points"] += row["points"]
    return list(found.values())


def _sorted(students: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    by_name = sorted(students, key=lambda s: s["shown"].casefold())
    if order == "name":
        return by_name
    if order == "points":
        return sorted(by_name, key=lambda s: -s["points"])
    return sorted(by_name, key=lambda s: -s["grades"].get(order, {"points": -1})["points"])


def _histogram(rows: list[dict[str, Any]], name: str) -> list[int]:
    """How many have less than 10 %, 20 %, … of the points; the last bar holds full marks too."""
    bars = [0] * 10
    for row in rows:
        if row["assignment"] == name and row["max_points"]:
            bars[min(9, int(row["percent"] // 10))] += 1
    return bars


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets; every text defused."""
    columns = (
        *("student", "assignment", "points", "max_points", "percent", "provisional"),
        *("source", "digest", "graded_at"),
    )
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(columns)
    for row in rows:
        values = [row[column] for column in columns]
        table.writerow(
            cell(v) if isinstance(v, str) else round(v, 4) if isinstance(v, float) else v
            for v in values
        )
    return text.getvalue().encode("utf-8-sig", "replace")


def _put(path: Path, data: bytes) -> None:
    """Write a file whole: beside its place first, then renamed into it."""
    draft = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UsageFault(
            f"{path}: {error.strerror}; the report was not written. The grades are in the gradebook"
            ": make room or name another folder with --out, and run the same command again."
        ) from error
