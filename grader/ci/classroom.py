"""The protocol of GitHub Classroom's reporters: the output `result` and two notices.

A reporter puts the output into a variable of its environment, which Linux bounds at 128 KiB: so
texts are shortened, and checks are told by exercise, until it fits. The points stay.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from grader.ci.commands import command
from grader.ci.sheets import Line, Report, Sheet
from grader.reports.safe import one_line

MAX_ENCODED = 120_000
SHORTER = (300, 80, 0)  # characters of each message


def result(report: Report | None) -> str:
    """The output `result`: base64 of JSON, on one line. Of a crash, there is no report."""
    if report is None:
        return _encoded("error", 0, [])
    for limit in SHORTER:
        tests = [_test(x, s, limit) for s in report.sheets for x in s.lines if x.status != "skip"]
        encoded = _encoded(report.status, report.max_score, tests)
        if len(encoded) <= MAX_ENCODED:
            return encoded
    tests = [_sum(e, found) for s in report.sheets for e, found in s.exercises().items()]
    return _encoded(report.status, report.max_score, tests)


def notices(report: Report) -> list[str]:
    """What readers of a commit's annotations look for; nothing where no points can be told."""
    if report.status == "error":
        return []
    points = {"totalPoints": report.score, "maxPoints": report.max_score}
    total = f"Points {report.score}/{report.max_score}"
    return [
        command("notice", total, title="Autograding complete"),
        command("notice", json.dumps(points, separators=(",", ":")), title="Autograding report"),
    ]


def _encoded(status: str, max_score: int, tests: list[dict[str, Any]]) -> str:
    told = {"version": 1, "status": status, "max_score": max_score, "tests": tests}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")


def _test(line: Line, sheet: Sheet, limit: int) -> dict[str, Any]:
    passed = line.status == "pass"
    message = "" if passed or not limit else one_line(" ".join(line.messages), limit)
    return {
        "name": one_line(f"{line.exercise}: {line.sentence}", limit or 40),
        "status": line.status,
        "score": line.score,
        "message": message,
        "test_code": "",
        "filename": sheet.file,
        "line_no": line.line,
        "duration": round(line.duration_s, 3),
    }


def _sum(exercise: str, found: list[Line]) -> dict[str, Any]:
    statuses = {line.status for line in found}
    return {
        "name": one_line(exercise, 60),
        "status": next((s for s in ("error", "fail") if s in statuses), "pass"),
        "score": sum(line.score for line in found),
        "message": "",
        "test_code": "",
        "filename": "",
        "line_no": 0,
        "duration": round(sum(line.duration_s for line in found), 3),
    }
