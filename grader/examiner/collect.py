"""Collects the checks that judge once: what each is worth, by assignment, validated."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from grader.course import Assignment, Course
from grader.examiner.plugin import check_id
from grader.records import CheckRecord, Outcome


class Check:
    """A collected check: its pytest item and the record that it starts from."""

    def __init__(self, item: pytest.Function, cases: int) -> None:
        mark = item.get_closest_marker("points")
        if mark is None:
            raise ValueError(f"{item.name} has no @points")
        if len(mark.args) or "exercise" not in mark.kwargs:
            raise ValueError(f"{item.name}: use @points(2, exercise='name')")
        self.item = item
        worth = mark.kwargs["value"] / cases
        sentence = " ".join((item.function.__doc__ or "").split("\n\n")[0].split())
        self.blank = CheckRecord(
            id=check_id(item),
            exercise=mark.kwargs["exercise"],
            outcome=Outcome.NOT_RUN,
            points=0.0,
            max_points=worth,
            sentence=sentence,
            hint=mark.kwargs.get("hint", ""),
        )


class Collector:
    """A pytest plugin that keeps what was collected, and what could not be."""

    def __init__(self, course: Course, names: tuple[str, ...]) -> None:
        self.assignments = {str(course.find(n).judging_checks): course.find(n) for n in names}
        self.checks: dict[str, list[Check]] = {}
        self.broken: dict[str, str] = {}

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a check file that cannot be imported."""
        if report.failed:
            for path, assignment in self.assignments.items():
                if Path(path).name in report.nodeid:
                    self.broken[assignment.name] = str(report.longrepr)[-2000:]

    def gather(self, items: list[pytest.Item]) -> None:
        """Sort the collected items by assignment; note what is wrong with an assignment's."""
        cases = Counter((item.path, getattr(item, "originalname", "")) for item in items)
        for path, assignment in self.assignments.items():
            own = [i for i in items if isinstance(i, pytest.Function) and str(i.path) == path]
            try:
                checks = [Check(i, cases[(i.path, i.originalname)]) for i in own]
                self.checks[assignment.name] = _in_order(assignment, checks)
            except ValueError as error:
                self.broken.setdefault(assignment.name, str(error))


def _in_order(assignment: Assignment, checks: list[Check]) -> list[Check]:
    """The checks in the order of the assignment's exercises.

    Raises:
        ValueError: points that do not add up, unknown exercises, ids that are not unique.
    """
    ids = Counter(check.blank.id for check in checks)
    twice = [name for name, count in ids.items() if count > 1]
    if twice:
        raise ValueError(f"two checks are called {twice[0]}")
    order = [exercise.name for exercise in assignment.metadata.exercises]
    for exercise in assignment.metadata.exercises:
        total = sum(c.blank.max_points for c in checks if c.blank.exercise == exercise.name)
        if abs(total - exercise.points) > 1e-6 and not assignment.public:
            raise ValueError(
                f"the checks of {exercise.name} are worth {total:g} points, "
                f"assignment.toml says {exercise.points:g}"
            )
    for check in checks:
        if check.blank.exercise not in order:
            raise ValueError(f"{check.blank.id}: no exercise {check.blank.exercise!r}")
    return sorted(checks, key=lambda check: order.index(check.blank.exercise))
