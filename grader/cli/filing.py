"""Files reports as submissions are graded, and knows which of them are out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from grader.cli.table import Line, line
from grader.course import Course
from grader.faults import UsageFault
from grader.gradebook import Gradebook
from grader.records import Amendment, SubmissionRecord
from grader.reports import names, write_class, write_submission
from grader.reports.files import put

HEAD = 400  # bytes of a page in which its language stands
RUN = "run.json"

Key = tuple[str, str]  # student, assignment


class Reported(msgspec.Struct, frozen=True):
    """What a folder's reports were made of: `run.json`, from which they can be made anew."""

    lang: str
    facts: dict[str, Any]
    submissions: frozenset[Key]


class Filing:
    """The reports below a folder. What cannot be written is told once; grading goes on."""

    def __init__(
        self,
        course: Course,
        out: Path,
        lang: str,
        gradebook: Gradebook,
        tell: Callable[[str], None],
    ) -> None:
        self.course = course
        self.out = out
        self.lang = lang
        self.gradebook = gradebook
        self.tell = tell
        self.amendments: Mapping[Key, tuple[Amendment, ...]] = gradebook.amendments()
        self.failed = False
        self.lines: list[Line] = []

    def outdate(self, record: SubmissionRecord) -> None:
        """Remove the page of an earlier attempt: whenever we are killed, no old grade is shown."""
        with suppress(OSError):
            self._page(record).unlink(missing_ok=True)

    def file(self, record: SubmissionRecord) -> None:
        """Write the pages of a submission that is in the gradebook."""
        assignment = self.course.assignments.get(record.assignment)
        if self.failed or assignment is None:
            return
        try:
            write_submission(record, assignment, self.out, self.lang, self._amendments(record))
        except UsageFault as fault:
            self._fail(fault)

    def write_class(self, submissions: frozenset[Key], facts: dict[str, Any]) -> Path | None:
        """The class's reports, of the latest records; None where they cannot be written.

        Pages of submissions that are missing or old are written too. `lines` are filled.
        """
        self.lines = []
        records = self._recorded(submissions)
        if "sandbox" not in facts:  # nothing was graded now
            first = next(records, None)
            records = chain([first] if first else [], records)
            facts["sandbox"] = first.sandbox if first else {}
        amended = {key: sum(a.points for a in found) for key, found in self.amendments.items()}
        try:
            index = write_class(
                self._seen(records), self.course, self.out, self.lang, facts, amended
            )
            reported = Reported(self.lang, facts, submissions)
            put(self.out / RUN, [msgspec.json.encode(reported, order="deterministic")])
            return index
        except UsageFault as fault:
            self._fail(fault)
            self.lines = [self.line(record) for record in self._recorded(submissions)]
            return None

    def line(self, record: SubmissionRecord) -> Line:
        """The line of a record in the terminal's table."""
        return line(record, self.course, sum(a.points for a in self._amendments(record)))

    def _seen(self, records: Iterable[SubmissionRecord]) -> Iterator[SubmissionRecord]:
        """Hand the records through, keeping a line of each and renewing pages that are old."""
        for record in records:
            if not self._is_current(record):
                self.file(record)
            self.lines.append(self.line(record))
            yield record

    def _recorded(self, submissions: frozenset[Key]) -> Iterator[SubmissionRecord]:
        return (r for r in self.gradebook.latest() if (r.student, r.assignment) in submissions)

    def _is_current(self, record: SubmissionRecord) -> bool:
        """Whether a submission's page is there, in our language; amended ones may be old."""
        try:
            with self._page(record).open("rb") as page:
                spoken = f'lang="{self.lang}"'.encode() in page.read(HEAD)
        except OSError:
            return False
        return spoken and not self._amendments(record)

    def _amendments(self, record: SubmissionRecord) -> tuple[Amendment, ...]:
        return self.amendments.get((record.student, record.assignment), ())

    def _page(self, record: SubmissionRecord) -> Path:
        folder = self.out / "students" / names.student_id(record.student)
        return folder / f"{names.page_name(record.assignment)}.html"

    def _fail(self, fault: UsageFault) -> None:
        if not self.failed:
            self.tell(str(fault))
        self.failed = True


def reported(out: Path) -> Reported | None:
    """What a folder's reports were made of; None where there are none."""
    try:
        return msgspec.json.decode((out / RUN).read_bytes(), type=Reported)
    except (OSError, msgspec.DecodeError):
        return None
