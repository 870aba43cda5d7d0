"""What the pages show, computed from records: plain values, no markup."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from grader.course import Assignment
from grader.records import CheckRecord, Outcome, Place, SubmissionRecord
from grader.reports.safe import plain

MAX_LINES = 2_000
MAX_IMAGE = 1_500_000
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def number(value: float, lang: str) -> str:
    """A number of points as a reader of `lang` writes it: at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "es" else text


def check_view(check: CheckRecord, assignment: Assignment, lang: str) -> dict[str, Any]:
    """A check as the student reads it: sentence, outcome, what their code did, hint."""
    own = assignment.spanish.get(check.id.split("[")[0]) if lang == "es" else None
    return {
        "id": check.id,
        "outcome": str(check.outcome),
        "points": check.points,
        "max_points": check.max_points,
        "sentence": plain(own.sentence if own else check.sentence),
        "hint": plain((own.hint if own else "") or check.hint),
        "messages": [plain(message.in_language(lang)) for message in check.messages],
        "where": check.where,
        "anchor": anchor(check.where),
        "staff": plain(check.staff),
        "calls": check.calls,
        "duration_s": check.duration_s,
    }


def anchor(where: Place | None) -> str:
    """The id of a line in the page, "" where there is none."""
    return f"c{where.cell or 0}-l{where.line}" if where else ""


def exercises(record: SubmissionRecord, assignment: Assignment, lang: str) -> list[dict[str, Any]]:
    """The exercises with their checks and points, in the order of the assignment."""
    groups = record.exercises()
    found = []
    for exercise in assignment.metadata.exercises:
        checks = groups.get(exercise.name, ())
        found.append(
            {
                "name": exercise.name,
                "title": exercise.title.in_language(lang),
                "points": sum(check.points for check in checks),
                "max_points": sum(check.max_points for check in checks),
                "done": bool(checks) and all(c.outcome is Outcome.PASSED for c in checks),
                "checks": [check_view(check, assignment, lang) for check in checks],
            }
        )
    return found


def lines(text: str, cell: int, marked: set[str]) -> list[dict[str, Any]]:
    """The lines of a source, numbered, with those marked that a check or fault points at."""
    rows = plain(text).split("\n")[:MAX_LINES]
    ids = [f"c{cell}-l{count}" for count in range(1, len(rows) + 1)]
    return [
        {"number": count, "text": row, "id": place, "marked": place in marked}
        for count, (row, place) in enumerate(zip(rows, ids, strict=True), 1)
    ]


def marked(record: SubmissionRecord) -> set[str]:
    """The ids of all lines that something points at."""
    places = [check.where for check in record.checks] + [fault.where for fault in record.faults]
    return {anchor(place) for place in places if place}


def cells(record: SubmissionRecord) -> list[dict[str, Any]]:
    """A notebook's cells with their sources and outputs; images only as checked PNG data."""
    spots = marked(record)
    return [
        {
            "number": cell.number,
            "outcome": cell.outcome,
            "lines": lines(cell.source, cell.number, spots),
            "outputs": [
                {"text": plain(out.text), "image": _image(out.mime, out.data), "kind": out.kind}
                for out in cell.outputs
            ],
        }
        for cell in record.cells
    ]


def _image(mime: str, data: str) -> str:
    good = mime == "image/png" and len(data) <= MAX_IMAGE and BASE64.fullmatch(data)
    return "".join(data.split()) if good else ""


def results_json(records: list[dict[str, Any]], seed: int, sandbox: dict[str, str]) -> bytes:
    """The machine's contract, `grader/results/v1`."""
    document = {
        "schema": "grader/results/v1",
        "seed": seed,
        "sandbox": sandbox,
        "results": records,
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def result(record: SubmissionRecord, lang: str) -> dict[str, Any]:
    """One submission in `results.json`."""
    return {
        "student": record.student,
        "assignment": record.assignment,
        "source": record.source,
        "points": record.points,
        "max_points": record.max_points,
        "exercises": [
            {
                "name": name,
                "points": round(sum(check.points for check in checks), 6),
                "max_points": round(sum(check.max_points for check in checks), 6),
                "checks": [
                    {
                        "id": check.id,
                        "outcome": str(check.outcome),
                        "points": check.points,
                        "max_points": check.max_points,
                        "message": " ".join(m.in_language(lang) for m in check.messages),
                    }
                    for check in checks
                ],
            }
            for name, checks in record.exercises().items()
        ],
        "faults": [
            {
                "whose": fault.whose,
                "message": fault.message.in_language(lang),
                "where": place_text(fault.where),
            }
            for fault in record.faults
        ],
        "duration_s": record.duration_s,
    }


def place_text(where: Place | None) -> str | None:
    """A place in words: "line 3", or "cell 2, line 5"."""
    if where is None:
        return None
    return f"cell {where.cell}, line {where.line}" if where.cell else f"line {where.line}"
