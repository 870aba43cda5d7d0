"""Where the system counts the processes of all submissions together, they are graded in turn."""

import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.e2e.settings import NOBODY, give, grader, made_up, obstacle
from tests.e2e.small import FULL, SOLUTION, Class

# Takes all threads that it may have, and holds them for as long as a call may last.
GREEDY = """
import threading
import time


def double(x):
    try:
        while True:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    except RuntimeError:
        time.sleep(60)
"""
# Needs one thread more for each call.
MODEST = """
import threading

plain = double


def double(x):
    found = []
    thread = threading.Thread(target=lambda: found.append(plain(x)))
    thread.start()
    thread.join()
    return found[0]
"""


@pytest.fixture
def klass():
    """An empty class in a folder that every user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="turns-"))
    folder.chmod(0o755)
    yield Class(folder)
    shutil.rmtree(folder)


@pytest.mark.parametrize("setting", ["neither, ordinary user", "bubblewrap, ordinary user"])
def test_a_neighbour_has_its_processes(klass, setting):
    """Whoever takes all processes takes none from others, who are graded in turn where need be."""
    if why := obstacle(setting):
        pytest.skip(f"{setting}: {why}")
    klass.grader, klass.jobs = grader(setting), None
    for number in range(3):
        klass.hand_in(f"greedy{number}", SOLUTION + GREEDY)
        klass.hand_in(f"modest{number}", SOLUTION + MODEST)
    if made_up(setting):
        give(klass.tmp, NOBODY)
    done = klass.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert [klass.points(f"modest{number}") for number in range(3)] == [FULL] * 3
    assert [klass.points(f"greedy{number}")["double"] for number in range(3)] == [0.0] * 3
    if "neither" in setting:
        assert "· one slot" in (klass.out / "index.html").read_text(encoding="utf-8")


SLOW = "import time\n\ntime.sleep(4)\n"
PROCESSES = 16  # that a submission of this course may have


def confined():
    """How many of the made-up user's processes are held to a number of processes of their own."""
    count = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if folder.stat().st_uid == NOBODY:
                rows = (folder / "limits").read_text(encoding="ascii").splitlines()
                (row,) = (row for row in rows if row.startswith("Max processes"))
                count += row.split()[2] != "unlimited" and int(row.split()[2]) < 1000
    return count


def test_what_the_user_starts_meanwhile_costs_nobody(klass):
    """Programs that a user starts while a submission is graded take no process away from it."""
    setting = "neither, ordinary user"
    if why := obstacle(setting):
        pytest.skip(f"{setting}: {why}")
    if not made_up(setting):
        pytest.skip("needs root: this user has more processes than can be told apart")
    klass.grader = grader(setting)
    klass.hand_in("ana", SLOW + SOLUTION + MODEST)
    give(klass.tmp, NOBODY)
    run, others = klass.start(), []
    try:
        until = time.monotonic() + 60
        while not confined():
            assert time.monotonic() < until
            assert run.poll() is None
            time.sleep(0.05)
        become = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        others += [subprocess.Popen(["sleep", "60"], **become) for _ in range(PROCESSES)]
        assert run.communicate(timeout=200)[1] == ""
    finally:
        for other in others:
            other.kill()
            other.wait()
    assert klass.points("ana") == FULL


def users(run):
    """The users other than root among the processes of a run."""
    found = set()
    for process in psutil.Process(run.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            found.add(process.uids().real)
    return found - {0}


def test_no_two_runs_of_root_share_a_user(tmp_path):
    """What one run's submissions start is not counted against those of another."""
    if why := obstacle("neither"):
        pytest.skip(f"neither: {why}")
    runs = []
    try:
        for name in "ab":
            (tmp_path / name).mkdir()
            klass = Class(tmp_path / name)
            klass.grader = grader("neither")
            klass.hand_in("ana", SLOW + SOLUTION)
            runs.append(klass.start())
        until = time.monotonic() + 60
        while not all(found := [users(run) for run in runs]):
            assert time.monotonic() < until
            assert [run.poll() for run in runs] == [None, None]
            time.sleep(0.05)
        assert not set.intersection(*found)
        for run in runs:
            assert run.communicate(timeout=200)[1] == ""
    finally:
        for run in runs:
            run.kill()
            run.communicate()
