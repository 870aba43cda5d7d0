"""Runs an assignment's public checks on a solution, with the examiner's own judge and fixtures."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import msgspec
import pytest

import grader.examiner
from grader.course import Assignment
from grader.examiner.collect import Check
from grader.examiner.errors import RAISED_TEXT
from grader.examiner.judge import Judge
from grader.examiner.plugin import SEAT
from grader.examiner.wording import RAISED
from grader.messages import Message
from grader.practice.asking import Asked, encodable
from grader.practice.events import Broken, Calling, Event, Found
from grader.practice.findings import findings
from grader.records import CheckRecord

INI = Path(grader.examiner.__file__).with_name("examiner.ini")


def run(
    assignment: Assignment,
    asked: Asked | None,
    tell: Callable[[Event], None],
    *,
    keyword: str = "",
    exercise: str = "",
    done: tuple[str, ...] = (),
    unloaded: tuple[Message, ...] = (),
) -> None:
    """Run the public checks, and tell of each what was found as soon as it is.

    Args:
        assignment: whose checks.
        asked: the solution; where there is None, no check is run, for the reason `unloaded`.
        tell: is given each event.
        keyword: pytest's `-k`, which knows the names of exercises too.
        exercise: only the checks of this one.
        done: ids of checks that are left out.
        unloaded: see `asked`.
    """
    plugin = _Plugin(assignment, asked, tell, exercise, done, unloaded)
    arguments = [
        *("-c", str(INI), "--rootdir", str(assignment.folder), "--import-mode=importlib"),
        *("--noconftest", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--capture=no"),
        *("-p", "grader.examiner.plugin", "-k", keyword, str(assignment.public_checks)),
    ]
    known, output = set(sys.modules), io.StringIO()
    with _alone(), redirect_stdout(output), redirect_stderr(output):
        status = pytest.main(arguments, plugins=[plugin])
    for name in set(sys.modules) - known:
        if name.endswith(assignment.public_checks.stem):
            del sys.modules[name]  # so that the next run reads the file again
    if not plugin.ran and not plugin.told:
        wrong = status == pytest.ExitCode.USAGE_ERROR
        why = f"-k {keyword!r} is not an expression of words, and, or, not." if wrong else ""
        tell(Broken(why or output.getvalue()[-2000:], usage=wrong))


@contextmanager
def _alone() -> Iterator[None]:
    """Pytest without the plugins and options of whoever's environment this is."""
    before = dict(os.environ)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.pop("PYTEST_ADDOPTS", None)
    try:
        yield
    finally:
        for name in ("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PYTEST_ADDOPTS"):
            os.environ.pop(name, None)
            if name in before:
                os.environ[name] = before[name]


class _Plugin:
    """A pytest plugin whose run loop judges each check and tells at once."""

    def __init__(
        self,
        assignment: Assignment,
        asked: Asked | None,
        tell: Callable[[Event], None],
        exercise: str,
        done: tuple[str, ...],
        unloaded: tuple[Message, ...],
    ) -> None:
        self.assignment, self.asked, self.tell = assignment, asked, tell
        self.exercise, self.done, self.unloaded = exercise, done, unloaded
        self.judge = Judge()
        self.ran = self.told = False

    def pytest_configure(self, config: pytest.Config) -> None:
        """Watch each phase of each check."""
        config.pluginmanager.register(self.judge)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Tell of a check file that cannot be imported."""
        if report.failed:
            self.told = True
            self.tell(Broken(str(report.longrepr)[-2000:]))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Let `-k` know the names of exercises."""
        for item in items:
            for mark in item.iter_markers("points"):
                item.extra_keyword_matches.add(mark.kwargs["exercise"])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge each check that is asked for, in the order of the exercises."""
        self.ran = not self.told
        checks = [c for c in self._checks(session.items) if c.blank.id not in self.done]
        seat = session.config.stash[SEAT]
        seat.student = self.asked
        for check, following in zip(checks, [*checks[1:], None], strict=True):
            self.tell(self._found(check, following))
        return True

    def _checks(self, items: list[pytest.Item]) -> list[Check]:
        functions = [item for item in items if isinstance(item, pytest.Function)]
        cases = Counter(item.originalname for item in functions)
        checks = [Check(item, cases[item.originalname]) for item in functions]
        order = [exercise.name for exercise in self.assignment.metadata.exercises]
        chosen = [c for c in checks if self.exercise in ("", c.blank.exercise)]
        return sorted(chosen, key=lambda check: order.index(check.blank.exercise))

    def _found(self, check: Check, following: Check | None) -> Found:
        asked = self.asked
        if asked is None:
            return Found(msgspec.structs.replace(check.blank, messages=self.unloaded))
        asked.printed, asked.raised = "", None
        asked.calling = lambda: self.tell(Calling(check.blank))
        record = self.judge.judge(check, following, asked)
        return Found(_plain(record, asked.raised), _detail(record, asked.raised), asked.printed)


def _plain(record: CheckRecord, raised: str | None) -> CheckRecord:
    """The record with the text of an exception: one's own inputs are no secret."""
    messages = tuple(
        Message(RAISED_TEXT, {**m.args, "text": raised}) if m.text == RAISED and raised else m
        for m in record.messages
    )
    return msgspec.structs.replace(record, messages=messages)


def _detail(record: CheckRecord, raised: str | None) -> str:
    """What came back and what should have; nothing where the code raised."""
    if raised is not None or not record.staff:
        return ""
    return encodable(findings(record.staff))
