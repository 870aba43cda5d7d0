"""`grades.csv`, one line a grade, and `exercises.csv`, one line an exercise of a grade.

RFC 4180: commas, CR LF, every cell quoted, points with a decimal point in every language. UTF-8
with a byte order mark, without which Excel takes accents apart. Texts that a spreadsheet would take
for a formula begin with an apostrophe. `points` counts amendments; `amended` says how many of them
are amendments.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from grader.reports.rows import Row
from grader.reports.safe import cell

GRADES = (
    *("student", "assignment", "points", "max_points", "percent", "amended", "provisional"),
    *("source", "digest", "graded_at"),
)
EXERCISES = ("student", "assignment", "exercise", "points", "max_points")


def grades(rows: Iterable[Row]) -> bytes:
    """The table of grades."""
    return _table(
        GRADES,
        (
            (
                *(cell(row.student), cell(row.assignment)),
                *(_number(row.points), _number(row.max_points), _number(100 * row.share)),
                *(_number(row.points - row.earned), "yes" if row.provisional else "no"),
                *(cell(row.source), cell(row.digest), cell(row.graded_at)),
            )
            for row in rows
        ),
    )


def exercises(rows: Iterable[Row]) -> bytes:
    """The table of exercises: long, as pivot tables and pandas like it."""
    return _table(
        EXERCISES,
        (
            (cell(row.student), cell(row.assignment), cell(name), _number(points), _number(top))
            for row in rows
            for name, points, top in row.exercises
        ),
    )


def _number(value: float) -> str:
    return f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".")


def _table(header: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(header)
    table.writerows(lines)
    return text.getvalue().encode("utf-8-sig")
