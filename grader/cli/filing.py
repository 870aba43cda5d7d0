"""Files the pages of single submissions as they are graded, and knows which are out of date."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from grader.course import Course
from grader.faults import UsageFault
from grader.records import SubmissionRecord
from grader.reports import names, write_submission

HEAD = 400  # bytes of a page in which its language stands


class Filing:
    """The pages below a folder. What cannot be written is told once; grading goes on."""

    def __init__(self, course: Course, out: Path, lang: str, tell: Callable[[str], None]) -> None:
        self.course = course
        self.out = out
        self.lang = lang
        self.tell = tell
        self.failed = False

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
            write_submission(record, assignment, self.out, self.lang)
        except UsageFault as fault:
            self.failed = True
            self.tell(str(fault))

    def renew(self, record: SubmissionRecord) -> None:
        """Write the pages of a submission where they are missing or in another language."""
        try:
            with self._page(record).open("rb") as page:
                current = f'lang="{self.lang}"'.encode() in page.read(HEAD)
        except OSError:
            current = False
        if not current:
            self.file(record)

    def _page(self, record: SubmissionRecord) -> Path:
        folder = self.out / "students" / names.student_id(record.student)
        return folder / f"{names.page_name(record.assignment)}.html"
