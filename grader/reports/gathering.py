"""Gathers what the class's pages say while its records stream by."""

from __future__ import annotations

from typing import Any

from grader.course import Course
from grader.records import SubmissionRecord
from grader.reports.names import anchor
from grader.reports.rows import Row, Spread, Tally, row_of, spread
from grader.reports.texts import Texts

MAX_HARDEST = 10


class Gathering:
    """Rows and counts of a class."""

    def __init__(self, course: Course, lang: str, amended: dict[tuple[str, str], float]) -> None:
        self.course = course
        self.lang = lang
        self.amended = amended
        self.texts: dict[str, Texts] = {}
        self.rows: list[Row] = []
        self.tallies: dict[tuple[str, str], Tally] = {}
        self.versions: dict[str, str] = {}

    def add(self, record: SubmissionRecord) -> None:
        """Keep what the class's pages need of a record."""
        name = record.assignment
        if name not in self.texts:
            known = self.course.assignments.get(name)
            self.texts[name] = Texts(known, name, self.lang)
        texts = self.texts[name]
        row = row_of(record, texts, self.amended.get((record.student, name), 0.0))
        self.rows.append(row)
        self.versions |= record.environment
        for check in record.checks:
            tally = self.tallies.get((name, check.id))
            if tally is None:
                tally = Tally(check.id, check.exercise, texts.sentence(check))
                self.tallies[name, check.id] = tally
            tally.count(check, row, self.lang)

    def order(self, assignment: str) -> int:
        """An assignment's place in the course; unknown ones come last."""
        known = list(self.course.assignments)
        return known.index(assignment) if assignment in known else len(known)

    def assignments(self) -> list[str]:
        """The assignments that were handed in, in the course's order."""
        return sorted(self.texts, key=lambda name: (self.order(name), name))

    def titles(self) -> dict[str, str]:
        """Their titles."""
        return {name: self.texts[name].title for name in self.assignments()}

    def sorted_rows(self) -> list[Row]:
        """The rows in the order of students and assignments."""
        return sorted(self.rows, key=lambda r: (r.student, self.order(r.assignment), r.assignment))

    def spreads(self) -> list[Spread]:
        """How the grades of each assignment are spread."""
        return [
            spread([row for row in self.rows if row.assignment == name], self.texts[name])
            for name in self.assignments()
        ]

    def tallies_of(self, assignment: str) -> dict[str, list[Tally]]:
        """The counts of an assignment's checks by exercise, in its order."""
        groups: dict[str, list[Tally]] = {}
        for (name, _), tally in self.tallies.items():
            if name == assignment:
                groups.setdefault(tally.exercise, []).append(tally)
        return groups

    def hardest(self) -> list[tuple[str, Tally, str]]:
        """The checks that fewest passed: assignment, counts, anchor."""
        below = [(name, t) for (name, _), t in self.tallies.items() if t.rate < 1]
        below.sort(key=lambda pair: (pair[1].rate, -pair[1].judged, pair[0], pair[1].id))
        return [(name, t, anchor(t.id)) for name, t in below[:MAX_HARDEST]]

    def overview(self) -> dict[str, Any]:
        """What the index shows beside the table."""
        ours = [row for row in self.sorted_rows() if row.provisional]
        shares = [row.share for row in self.rows if row.max_points and not row.provisional]
        return {
            "ours": ours,
            "students": len({row.student for row in self.rows}),
            "submissions": len(self.rows),
            "mean": sum(shares) / len(shares) if shares else 0.0,
            "full": sum(share >= 1 for share in shares),
            "spreads": self.spreads(),
            "hardest": self.hardest(),
            "versions": self.versions,
        }
