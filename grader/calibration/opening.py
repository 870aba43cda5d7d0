"""Opens a laboratory: pytest collects the hidden checks, then a script runs inside its session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import pytest
import torch

from grader import examiner
from grader.calibration.laboratory import Laboratory
from grader.course import Assignment, Course
from grader.examiner.collect import Collector
from grader.faults import GraderFault, UsageFault

CHECK_S = 1800  # one run of one check that takes longer hangs

T = TypeVar("T")


class _Opening(Generic[T]):
    """A pytest plugin whose run loop runs the script instead of the checks."""

    def __init__(
        self, collector: Collector, name: str, jobs: int, script: Callable[[Laboratory], T]
    ) -> None:
        self.collector = collector
        self.name = name
        self.jobs = jobs
        self.script = script
        self.results: list[T] = []
        self.failure: BaseException | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the script; what it raises is kept for whoever opened the laboratory."""
        try:
            self.collector.gather(session.items)
            if self.name in self.collector.broken:
                why = self.collector.broken[self.name]
                raise UsageFault(f"the checks of {self.name} are broken: {why}")
            checks = self.collector.checks[self.name]
            self.results.append(self.script(Laboratory(session, checks, self.jobs)))
        except BaseException as error:
            self.failure = error
        return True


def with_laboratory(
    course: Course, assignment: Assignment, jobs: int, script: Callable[[Laboratory], T]
) -> T:
    """What `script` gives in a laboratory with the assignment's measured checks.

    Raises:
        UsageFault: the checks cannot be collected.
        GraderFault: pytest did not start.
        Exception: whatever the script raises.
    """
    torch.set_num_threads(1)
    collector = Collector(course, (assignment.name,))
    opening = _Opening(collector, assignment.name, jobs, script)
    ini = Path(examiner.__file__).with_name("examiner.ini")
    status = pytest.main(
        [
            *("-c", str(ini), "--rootdir", str(course.root), "--import-mode=importlib"),
            *("--noconftest", "--continue-on-collection-errors", "--capture=no"),
            *("-p", "no:cacheprovider", "-p", "no:terminal", "-W", "ignore"),
            *("--timeout", str(CHECK_S), "--timeout-method", "signal"),
            str(assignment.hidden_checks),
        ],
        plugins=[opening, collector],
    )
    if opening.failure is not None:
        raise opening.failure
    if not opening.results:
        raise GraderFault(f"pytest did not start: exit {int(status)}")
    return opening.results[0]
