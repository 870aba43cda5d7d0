"""`results.json`, schema "grader/results/v1": the same facts for machines, one result a line.

Results are encoded as they come and set aside on disk, so that a class of any size takes little
memory; in the file they stand in the order of students and assignments. `points` counts amendments;
a result that was amended has one more key, `amended`: how many of its points staff added.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from grader.records import CheckRecord, Fault, Outcome, Place, SubmissionRecord
from grader.reports.files import unwritable
from grader.reports.safe import encodable, visible
from grader.reports.texts import Texts, max_points

SCHEMA = "grader/results/v1"
IN_MEMORY = 4 << 20


class Results:
    """Results as they come; `chunks` gives the file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index: list[tuple[str, int, int, int]] = []  # student, order, offset, length
        self.aside = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(folder))  # noqa: SIM115  # see __exit__
        self.end = 0

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.aside.close()

    def add(self, record: SubmissionRecord, texts: Texts, order: int, amended: float = 0.0) -> None:
        """Set one result aside.

        Args:
            record: the submission.
            texts: its assignment's.
            order: of its assignment, among those of a student.
            amended: points that staff added.

        Raises:
            UsageFault: the disk is full.
        """
        data = msgspec.json.encode(result(record, texts, amended))
        try:
            self.aside.write(data)
        except OSError as error:
            raise unwritable(self.folder / "results.json", error) from error
        self.index.append((encodable(record.student), order, self.end, len(data)))
        self.end += len(data)

    def chunks(self, seed: int, sandbox: dict[str, str]) -> Iterator[bytes]:
        """The file, piece by piece."""
        head = msgspec.json.encode({"schema": SCHEMA, "seed": seed, "sandbox": sandbox})
        yield head[:-1] + b',"results":['
        for number, (_, _, offset, length) in enumerate(sorted(self.index)):
            self.aside.seek(offset)
            yield (b",\n" if number else b"\n") + self.aside.read(length)
        yield b"\n]}\n"


def result(record: SubmissionRecord, texts: Texts, amended: float = 0.0) -> dict[str, Any]:
    """One submission as plain data, in the order of the schema."""
    return {
        "student": encodable(record.student),
        "assignment": record.assignment,
        "source": encodable(record.source),
        "points": round(record.points + amended, 6),
        **({"amended": amended} if amended else {}),
        "max_points": max_points(record, texts),
        "exercises": [
            {
                "name": name,
                "points": round(sum(check.points for check in checks), 6),
                "max_points": round(sum(check.max_points for check in checks), 6),
                "checks": [_check(check, texts) for check in checks],
            }
            for name, checks in record.exercises().items()
        ],
        "faults": [_fault(fault, texts.lang) for fault in record.faults],
        "duration_s": round(record.duration_s, 4),
    }


def _check(check: CheckRecord, texts: Texts) -> dict[str, Any]:
    said = [texts.sentence(check)]
    if check.outcome is not Outcome.PASSED:
        said += [message.in_language(texts.lang) for message in check.messages]
    return {
        "id": encodable(check.id),
        "outcome": str(check.outcome),
        "points": check.points,
        "max_points": check.max_points,
        "message": visible(" ".join(said)),
    }


def _fault(fault: Fault, lang: str) -> dict[str, Any]:
    return {
        "whose": fault.whose,
        "message": visible(fault.message.in_language(lang)),
        "where": place(fault.where),
    }


def place(where: Place | None) -> str | None:
    """A place for machines, in English whatever the language: "line 3", "cell 2, line 5"."""
    if where is None:
        return None
    return f"line {where.line}" if where.cell is None else f"cell {where.cell}, line {where.line}"
