"""Runs one check through pytest's own protocol and turns what happened into a record.

Whose fault it is follows from what the trusted side saw, and from nothing that a student can say:
a `StudentFault` or a failed assertion of the check is the student's, a skip of the check is a
`not_run` of ours, and any other exception is an error of ours.
"""

from __future__ import annotations

import time
from typing import Any

import msgspec
import pytest
from _pytest.outcomes import Failed, Skipped
from _pytest.runner import runtestprotocol

from grader.checks.verdicts import NOT_SO
from grader.examiner.collect import Check
from grader.examiner.elsewhere import Unjudged
from grader.examiner.link import OutOfTime
from grader.examiner.plugin import NOTE
from grader.examiner.solutions import Solution
from grader.faults import StudentFault
from grader.messages import Message, mark
from grader.records import CheckRecord, Outcome

SKIPPED = mark("This could not be judged here; it costs nobody a point.")
OURS = mark("The grader failed here, not your code: this check will be run again.")
MAX_STAFF = 20_000


class Judge:
    """A pytest plugin that sees how each phase of a check ended."""

    def __init__(self) -> None:
        self.phases: dict[str, pytest.CallInfo[Any]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[Any]
    ) -> pytest.TestReport:
        """Keep the phase, and spare pytest its own report, which costs some 20 ms a failure."""
        self.phases[call.when] = call
        assert call.when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, "passed", None, call.when)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """All phases of a check, without pytest's own log of them, which nobody reads."""
        runtestprotocol(item, log=False, nextitem=nextitem)
        return True

    def judge(self, check: Check, following: Check | None, student: Solution) -> CheckRecord:
        """Run a check on the student in the seat."""
        self.phases = {}
        check.item.user_properties.clear()
        calls, started = student._calls, time.monotonic()
        after = following.item if following else None
        check.item.ihook.pytest_runtest_protocol(item=check.item, nextitem=after)
        found = self._verdict(check)
        return msgspec.structs.replace(
            found, calls=student._calls - calls, duration_s=round(time.monotonic() - started, 6)
        )

    def _verdict(self, check: Check) -> CheckRecord:
        blank = check.blank
        raised = {when: call.excinfo for when, call in self.phases.items() if call.excinfo}
        for when in ("setup", "call", "teardown"):
            if when in raised:
                return _fault(check, raised[when])
        if set(self.phases) != {"setup", "call", "teardown"}:
            return _ours(blank, f"pytest ran only {sorted(self.phases)}")
        notes = "\n".join(str(text) for name, text in check.item.user_properties if name == NOTE)
        return msgspec.structs.replace(
            blank, outcome=Outcome.PASSED, points=blank.max_points, staff=notes
        )


def _fault(check: Check, excinfo: pytest.ExceptionInfo[BaseException]) -> CheckRecord:
    error, blank = excinfo.value, check.blank
    replace = msgspec.structs.replace
    if isinstance(error, StudentFault):
        outcome = Outcome.NOT_RUN if isinstance(error, OutOfTime) else Outcome.FAILED
        return replace(
            blank,
            outcome=outcome,
            messages=error.messages,
            where=error.where,
            staff=error.staff[:MAX_STAFF],
        )
    if isinstance(error, Skipped):
        reason = f"skipped: {error.msg}"
        told = error.told if isinstance(error, Unjudged) else Message(SKIPPED)
        return replace(blank, max_points=0.0, messages=(told,), staff=reason)
    late = isinstance(error, Failed) and str(error.msg).startswith("Timeout")
    if isinstance(error, AssertionError | Failed) and not late:
        text = str(check.item.repr_failure(excinfo))[:MAX_STAFF]
        return replace(blank, outcome=Outcome.FAILED, messages=(Message(NOT_SO),), staff=text)
    return _ours(blank, str(check.item.repr_failure(excinfo)))


def _ours(blank: CheckRecord, why: str) -> CheckRecord:
    return msgspec.structs.replace(
        blank,
        outcome=Outcome.ERROR,
        max_points=0.0,
        messages=(Message(OURS),),
        staff=why[-MAX_STAFF:],
    )
