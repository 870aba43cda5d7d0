"""A machine that does other things costs nobody a point: what it withholds is not charged."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from grader.inside.pace import MOST, Deadline
from tests.e2e.small import FULL, SOLUTION, Class
from tests.secrets.planted import in_cells

OTHERS = 3  # processes that share a core with a submission, which then gets a quarter of it
CORE = max(os.sched_getaffinity(0))
# Time of its own, on that core: less than a call, a cell or loading may take, but not by the clock.
BUSY = f"""import os
import time


def work(seconds):
    os.sched_setaffinity(0, {{{CORE}}})
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


"""
CALL = SOLUTION.replace("    return x + x", "    work(0.9)\n    return x + x")


@contextmanager
def busy(core):
    """Others compute on this core meanwhile, each in a session of its own."""
    code = (
        f"import os\nos.sched_setaffinity(0, {{{core}}})\nprint(flush=True)\nwhile True:\n    pass"
    )
    command = [sys.executable, "-c", code]
    options = {"stdout": subprocess.PIPE, "start_new_session": True}
    others = [subprocess.Popen(command, **options) for _ in range(OTHERS)]
    try:
        for other in others:
            other.stdout.readline()
        yield
    finally:
        for other in others:
            other.kill()
            other.communicate()


@pytest.mark.skipif(
    not os.path.exists("/proc/self/schedstat"), reason="the kernel has no schedstat"
)
def test_a_busy_core_costs_no_point(tmp_path):
    """A call, a module and a cell that need half of their time, and get a quarter of a core."""
    klass = Class(tmp_path)
    klass.hand_in("calls", BUSY + CALL)
    klass.hand_in("loads", f"{BUSY}work(2.5)\n\n\n{SOLUTION}")
    klass.hand_in("runs a cell", in_cells(f"{BUSY}work(1.8)\n\n\n{SOLUTION}"), name="tiny.ipynb")
    with busy(CORE):
        done = klass.run()
    assert (done.returncode, done.stderr) == (0, "")
    told = {student: klass.said(student) for student in klass.results()}
    assert {student: klass.points(student) for student in told} == dict.fromkeys(told, FULL), told


def test_a_deadline_waits_for_a_submission_that_waits():
    """By as much as it waited, within bounds, and only while it has not had its time."""
    deadline = Deadline(2.0)
    end = float(deadline)
    deadline.note(cpu_s=0.5, waited_s=1.25)
    assert float(deadline) == end + 1.25
    deadline.note(cpu_s=0.6, waited_s=1.0)  # another process had waited longer, and has ended
    assert float(deadline) == end + 1.25
    deadline.note(cpu_s=2.0, waited_s=4.0)  # many processes that wait for each other
    assert float(deadline) == end + 1.25
    deadline.note(cpu_s=1.0, waited_s=100.0)
    assert float(deadline) == end + MOST * 2.0
