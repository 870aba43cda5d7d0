"""The wall clock jumps by years while a class is graded: grades and their order do not care."""

import subprocess
import sys

import pytest

from tests.e2e.small import FULL, SOLUTION

# Runs the command line with a wall clock that each look at moves by years, to and fro.
JUMPING = """\
import datetime, itertools, sys, time

from grader.cli import main
from grader.gradebook import store
from grader.slots import slot

real, leaps = time.time, itertools.cycle((0.0, 3e8, -3e8, 9e7))


class Jumping(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)


time.time = lambda: real() + next(leaps)
slot.datetime = store.datetime = Jumping
sys.argv[0] = "grader"
sys.exit(main())
"""
SLOW = f"import time\n\ntime.sleep(0.5)\n{SOLUTION}"


@pytest.fixture
def jumping(klass):
    """Grade the class while the clock jumps; returns the finished process."""

    def run():
        command = [sys.executable, "-c", JUMPING, *klass.command("--jobs", "2")[1:]]
        return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)

    return run


def test_grades_do_not_depend_on_the_clock(klass, jumping):
    """Everybody is graded with full marks, in a time that can be, and once."""
    for student in ("ana", "bea", "eva"):
        klass.hand_in(student, SLOW)
    done = jumping()
    assert (done.returncode, done.stderr) == (0, "")
    assert all(klass.points(student) == FULL for student in ("ana", "bea", "eva"))
    assert all(0.5 <= result["duration_s"] < 90 for result in klass.results().values())
    assert "3 unchanged and not graded again" in jumping().stdout


def test_the_latest_attempt_counts_whatever_its_date(klass, jumping):
    """An attempt made later counts, be its date earlier than that of the one before."""
    klass.hand_in("ana")
    for wrong in ("x + x + 1", "2 * x"):
        klass.hand_in("ana", f"{SOLUTION}\n\ndef double(x):\n    return {wrong}\n")
        assert jumping().returncode == 0
        assert klass.points("ana")["double"] == (2.0 if wrong == "2 * x" else 0.0)
    assert len(klass.recorded()) == 2
