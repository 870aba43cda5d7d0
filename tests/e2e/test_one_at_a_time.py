"""Where the system counts the processes of all submissions together, they are graded in turn."""

import shutil
import tempfile
from pathlib import Path

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
