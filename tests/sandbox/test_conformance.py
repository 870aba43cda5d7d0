"""What every sandbox does for the examiner: end what must end, cap, say why, and own its faults.

Through the product's own host and warden, in each arrangement and as each kind of user. What must
not be reached is in `test_files` and `test_calls`, what is measured in `test_processes`.
"""

import pytest

from grader.inside.plan import Limits

FILLER = """
import time

def fills():
    for number in range(20):
        with open(f"file{number}", "wb") as file:
            file.write(bytes(900 << 10))
    raise OSError

def waits():
    time.sleep(0.5)
    return 2
"""
LEAVER = """
import os, time

def leaves():
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(600)
            os._exit(0)
    return 1
"""
HUNGRY = """
import os, time

def alone():
    return len(bytes(1) * (600 << 20))

def family():
    for _ in range(6):
        if os.fork() == 0:
            kept = bytearray(os.urandom(1 << 20) * 90)
            time.sleep(600)
    time.sleep(600)
"""
ENDLESS = """
import os, signal, time

def sleeps():
    time.sleep(600)

def ignores():
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        pass
"""
RIGHT = "def one():\n    return 1\n"


def test_grandchildren_are_ended(sandbox):
    """What a call leaves behind in sessions of its own is gone before the next submission."""
    done = sandbox.grade(LEAVER + RIGHT, "leaves", "one")
    assert done["told"] == [["loaded", "whole"], ["answer", "1"], ["answer", "1"]]
    assert done["left"] == 0


def test_output_is_capped(sandbox):
    """A flood of output is drained and dropped, and its author keeps what it earned."""
    flood = "def flood():\n    for _ in range(300):\n        print('y' * 100_000)\n    return 2\n"
    done = sandbox.grade(flood + RIGHT, "flood", "one", call_s=60)
    assert done["told"][1:] == [["answer", "2"], ["answer", "1"]]
    assert done["printed"] <= 1 << 17


def test_files_of_an_earlier_call_cost_the_later_ones_nothing(sandbox):
    """A call that overruns its files fails alone, though what it wrote lies there for the rest."""
    limits = Limits(memory_bytes=300 << 20, output_bytes=1 << 16, cpu_s=30, tmp_bytes=4 << 20)
    done = sandbox.grade(FILLER + RIGHT, "fills", "waits", "one", limits=limits, call_s=60)
    (_, (whose, _), *rest) = done["told"]
    assert whose == "student"
    assert rest == [["answer", "2"], ["answer", "1"]]


@pytest.mark.parametrize("call", ["alone", "family"])
def test_memory_of_the_tree_is_capped(sandbox, call):
    """One process or all together: beyond the limit the call ends, with that reason."""
    done = sandbox.grade(HUNGRY + RIGHT, call, "one", call_s=60, memory_mb=300)
    said = "It used more than the 300 MB of memory that a submission may use."
    assert done["told"][1:] == [["student", said], ["answer", "1"]]


@pytest.mark.parametrize("call", ["sleeps", "ignores"])
def test_wall_clock_is_capped(sandbox, call):
    """A call that sleeps, or ignores every signal, ends at its deadline, with that reason."""
    done = sandbox.grade(ENDLESS + RIGHT, call, "one", call_s=2)
    (whose, said), after = done["told"][1:]
    assert whose == "student"
    assert "longer than the 2 s that one call may take" in said
    assert after == ["answer", "1"]


def test_processor_time_is_capped(sandbox):
    """A loop that ignores signals meets its processor limit long before its deadline."""
    limits = Limits(cpu_s=2, memory_bytes=300 << 20)
    done = sandbox.grade(ENDLESS + RIGHT, "ignores", "one", limits=limits, call_s=60)
    ended = "Your code ended the whole process in the middle of a call."
    assert done["told"][1:] == [["student", ended], ["answer", "1"]]


def test_own_failure_is_not_the_students(sandbox):
    """A sandbox that is lost says so itself; the next submission gets a new one."""
    done = sandbox.grade(RIGHT, "one", "break the sandbox", "one")
    assert done["told"][:2] == [["loaded", "whole"], ["answer", "1"]]
    (whose, said) = done["told"][2]
    assert whose == "grader"
    assert "the sandbox was lost" in said
    assert sandbox.grade(RIGHT, "one")["told"][1:] == [["answer", "1"]]


def test_a_broken_plan_is_not_the_students(sandbox):
    """Nothing of a submission runs where a promised layer cannot be applied."""
    plan = sandbox.plan(seccomp=b"not a BPF program.......")
    told = sandbox.run("told['ran'] = True", plan=plan)
    assert (told.get("raised"), "ran" in told) == ("OSError", False)
