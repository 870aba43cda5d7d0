"""The class's index in all its orders: every order is a page of its own, so no script is needed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from grader.reports.names import page_name
from grader.reports.rows import Row

PAGE = 200  # students on one page
FOLDER = "class"
DIRECTIONS = ("ascending", "descending")


@dataclass(frozen=True)
class Student:
    """One line of the class's table."""

    shown: str
    folder: str
    grades: dict[str, Row]  # by assignment

    @cached_property
    def points(self) -> float:
        """The points of all assignments."""
        return round(sum(row.points for row in self.grades.values()), 6)

    @cached_property
    def sort_name(self) -> tuple[str, str]:
        """Accents and case do not matter to the order."""
        plain = unicodedata.normalize("NFKD", self.shown).casefold()
        return "".join(c for c in plain if not unicodedata.combining(c)), self.folder


@dataclass(frozen=True)
class Order:
    """A key, "name", "points" or "a-" and an assignment's name, and a direction."""

    key: str = "name"
    direction: str = "ascending"

    def path(self, page: int = 1) -> str:
        """The page's path below the reports' folder."""
        if self == Order() and page == 1:
            return "index.html"
        number = f"-{page}" if page > 1 else ""
        return f"{FOLDER}/{page_name(self.key)}-{self.direction}{number}.html"

    def turned(self, key: str) -> Order:
        """What a click on a key's heading leads to: its usual direction, then the other one."""
        first = "ascending" if key == "name" else "descending"
        if key == self.key and self.direction == first:
            return Order(key, "descending" if first == "ascending" else "ascending")
        return Order(key, first)

    def sort(self, students: list[Student]) -> list[Student]:
        """The students in this order; equal ones by name, those without a grade last."""
        by_name = sorted(students, key=lambda s: s.sort_name)
        if self.key == "name":
            return by_name if self.direction == "ascending" else by_name[::-1]
        sign = 1 if self.direction == "ascending" else -1
        value = _value(self.key)
        graded = [s for s in by_name if value(s) is not None]
        rest = [s for s in by_name if value(s) is None]
        return sorted(graded, key=lambda s: sign * (value(s) or 0.0)) + rest


@dataclass(frozen=True)
class Page:
    """One page of the table."""

    order: Order
    number: int
    pages: int
    students: list[Student]

    @property
    def path(self) -> str:
        """Where it stands, below the reports' folder."""
        return self.order.path(self.number)

    @property
    def up(self) -> str:
        """From this page to the reports' folder."""
        return "../" * (len(PurePosixPath(self.path).parts) - 1)


def students(rows: list[Row]) -> list[Student]:
    """The rows by student."""
    found: dict[str, Student] = {}
    for row in rows:
        student = found.setdefault(row.student, Student(row.shown, row.folder, {}))
        student.grades[row.assignment] = row
    return list(found.values())


def pages(found: list[Student], assignments: list[str]) -> Iterator[Page]:
    """All pages: each key, both directions, 200 students a page."""
    for key in ("name", "points", *(f"a-{name}" for name in assignments)):
        for direction in DIRECTIONS:
            order = Order(key, direction)
            line = order.sort(found)
            count = max(1, -(-len(line) // PAGE))
            for number in range(1, count + 1):
                yield Page(order, number, count, line[(number - 1) * PAGE : number * PAGE])


def _value(key: str) -> Callable[[Student], float | None]:
    if key == "points":
        return lambda student: student.points
    name = key.removeprefix("a-")
    return lambda student: student.grades[name].points if name in student.grades else None
