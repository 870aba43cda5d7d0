"""The `result.json` of Classroom 50, which takes whole points and no fault of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from grader.ci.sheets import Line, Report
from grader.faults import UsageFault
from grader.reports.safe import one_line

SCHEMA = "classroom50/result/v1"
KINDS = ("individual", "group")
FACTS = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "assignment_type": "ASSIGNMENT_TYPE",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}
COMMITTER = re.compile(rb"^committer .* (\d{1,12}) [+-]\d{4}$", re.MULTILINE)


def facts(variables: Mapping[str, str]) -> dict[str, str]:
    """What the environment says of the submission.

    Raises:
        UsageFault: a variable is missing or is not what it should be.
    """
    missing = [name for name in FACTS.values() if not variables.get(name)]
    if missing:
        raise UsageFault(f"--classroom50 needs the variable {missing[0]}, which its runner sets.")
    found = {key: variables[name] for key, name in FACTS.items()}
    if found["assignment_type"] not in KINDS:
        raise UsageFault(f"ASSIGNMENT_TYPE is {found['assignment_type']!r}, not one of {KINDS}.")
    if not found["submission"].startswith("submit/"):
        raise UsageFault(f"SUBMISSION_TAG is {found['submission']!r}; it begins with submit/.")
    return found


def committed(commit: bytes) -> str:
    """The committer's date of a raw commit, in UTC.

    Raises:
        UsageFault: it has none.
    """
    dates = COMMITTER.findall(commit.partition(b"\n\n")[0])
    if not dates:
        raise UsageFault("--classroom50 needs a checkout of git, whose commit says its date.")
    return stamp(datetime.fromtimestamp(int(dates[0]), UTC))


def stamp(moment: datetime) -> str:
    """A moment as the schema writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def result(
    report: Report, known: Mapping[str, str], date: str, now: datetime, username: str
) -> bytes:
    """The file. Nothing may be told so of a report with a fault of ours."""
    told = {
        "schema": SCHEMA,
        **known,
        "datetime": date,
        "graded_at": stamp(now),
        "score": report.score,
        "max-score": report.max_score,
        "tests": [_test(line) for line in report.lines if line.status != "skip"],
    }
    if username:
        told["submitted_by"] = {"username": username}
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _test(line: Line) -> dict[str, object]:
    return {
        "test-name": one_line(f"{line.exercise}: {line.sentence}"),
        "passed": line.status == "pass",
        "score": line.score,
        "max-score": line.max_score,
    }
