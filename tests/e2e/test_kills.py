"""Processes killed in the middle of a class: nothing is lost, repeated or left over."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from contextlib import suppress
from pathlib import Path

import pytest

from grader.inside.processes import everyone, sweep
from tests.e2e.small import FULL, SOLUTION

SLOW = "import time\n\ntime.sleep(2)\n" + SOLUTION
WAITING = (
    "import os, time\n\nfor _ in range(40):\n"
    "    if not os.path.exists({path!r}):\n        time.sleep(0.1)\n" + SOLUTION
)
STUDENTS = ("ana", "bea", "eva", "luz")
PR_SET_CHILD_SUBREAPER = 36


@pytest.fixture(autouse=True)
def nobody_left():
    """Fails a test that leaves a process: orphans come to us, and must be gone soon."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = {process.pid for process in everyone()}
    yield
    deadline = time.monotonic() + 15
    while left := alive(before):
        if time.monotonic() > deadline:
            sweep(before)
            pytest.fail(f"left over: {left}")
        time.sleep(0.05)
    sweep(before)  # reaps those that ended
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def alive(before=()):
    """pid -> command line of all that run below us."""
    running = (p for p in everyone(before) if p.state not in "ZX")
    return {process.pid: command_line(process.pid) for process in running}


def command_line(pid):
    """A process's command line, "" where it is gone."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def children(parent):
    """pid -> command line of a process's children."""
    return {p.pid: command_line(p.pid) for p in everyone() if p.parent == parent}


def bench(orchestrator):
    """The process that collected the checks, of which all examiners are forks."""
    return next(p for p, line in children(orchestrator).items() if "grader.examiner" in line)


def examiner(orchestrator):
    """The only slot's examiner."""
    return next(iter(children(bench(orchestrator))))


def judge(orchestrator):
    """The examiner's fork that judges a submission now."""
    return next(iter(children(examiner(orchestrator))))


def host(orchestrator):
    """The process at the root of the untrusted side: bubblewrap, where there is one."""
    return next(p for p, line in children(orchestrator).items() if "start.py host" in line)


def warm_host(orchestrator):
    """The lowest of the processes that only hold a warm interpreter."""
    pid = host(orchestrator)
    while "start.py host" in "".join(children(pid).values()) and "bwrap" in command_line(pid):
        pid = next(iter(children(pid)))
    return pid


def hand_in(klass):
    """A class of which the second keeps its slot for a while."""
    for student in STUDENTS:
        klass.hand_in(student, SLOW if student == "bea" else SOLUTION)


def test_a_killed_run_goes_on_where_it_was(klass):
    """kill -9 of the orchestrator: what was told is recorded, and the next run grades the rest."""
    hand_in(klass)
    with klass.start("--jobs", "2") as run:
        told = [run.stdout.readline().split()[1] for _ in range(2)]
        run.kill()
    kept = [student for student, _ in klass.recorded()]
    assert set(told) <= set(kept)
    assert len(kept) < 4
    again = klass.run()
    assert (again.returncode, again.stderr) == (0, "")
    assert f"{4 - len(kept)} graded" in again.stdout
    assert klass.recorded() == [(student, 4.0) for student in STUDENTS]


@pytest.mark.parametrize("whom", [bench, examiner, judge, host, warm_host])
def test_a_killed_process_of_a_slot_costs_nobody(klass, whom):
    """kill -9 of an examiner or a host: grading goes on to the end of the class."""
    hand_in(klass)
    with klass.start("--jobs", "1") as run:
        assert run.stdout.readline().split()[1] == "ana"
        time_of_load = time.monotonic() + 1
        while not children(examiner(run.pid)) and time.monotonic() < time_of_load:
            time.sleep(0.01)
        os.kill(whom(run.pid), signal.SIGKILL)
        _, err = run.communicate(timeout=90)
    assert run.returncode == 0
    assert err.count("\n") == (whom is not bench)  # whose forks live on
    assert whom is bench or " tiny: a fault of ours, tried once more" in err
    assert klass.recorded() == [(student, 4.0) for student in STUDENTS]
    assert {student: klass.points(student) for student in STUDENTS} == dict.fromkeys(STUDENTS, FULL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_says_how_to_go_on(klass, number):
    """Ctrl-C or SIGTERM: exit 130, what was graded is kept and shown, and the sentence is right."""
    hand_in(klass)
    with klass.start("--jobs", "1") as run:
        assert run.stdout.readline().split()[1] == "ana"
        run.send_signal(number)
        _, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "interrupted: 1 of 4 were graded and are kept. To go on: grader run" in err
    assert list(klass.results()) == ["ana"]
    assert klass.run().returncode == 0
    assert klass.recorded() == [(student, 4.0) for student in STUDENTS]


def course_with(klass, line):
    """The small course, its check file beginning with a line of code."""
    shutil.copytree(klass.course, klass.tmp / "course")
    checks = klass.tmp / "course/reference/01_tiny/test_tiny.py"
    checks.write_text(line + checks.read_text())
    return klass.tmp / "course"


def hosts(orchestrator):
    """The roots of the untrusted side, one for each slot."""
    return {p for p, line in children(orchestrator).items() if "start.py host" in line}


@pytest.fixture
def signal_to_students():
    """A path that submissions see: their modules wait until it exists, each at most 4 s."""
    path = Path(sysconfig.get_paths()["purelib"], f"go-{os.getpid()}")
    yield path
    path.unlink(missing_ok=True)


def test_a_slot_that_never_comes_up(klass, signal_to_students):
    """One host of two dies whenever it starts: the other grades the class, and we exit 1."""
    students = [f"student{number:02}" for number in range(12)]
    for student in students:
        klass.hand_in(student, WAITING.format(path=str(signal_to_students)))
    err = klass.tmp / "err"
    with err.open("w") as file, klass.start("--jobs", "2", stderr=file) as run:
        spared = set()
        while run.poll() is None:
            found = hosts(run.pid)
            spared = spared or set(list(found)[:1])
            for pid in found - spared:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if "given up" in err.read_text():
                signal_to_students.touch()
            time.sleep(0.05)
    assert run.returncode == 1
    told = err.read_text()
    assert "is given up: it does not come up: the host ended (status -9)." in told
    assert told.count("\n") == 1
    assert klass.recorded() == [(student, 4.0) for student in students]


def test_no_slot_comes_up(klass):
    """Where no examiner comes up nobody is charged: nothing is recorded, and we exit 1."""
    klass.hand_in("ana")
    done = klass.run("--course", course_with(klass, "import os; os._exit(3)\n"))
    assert done.returncode == 1
    assert "does not come up: the examiner ended (status 3)." in done.stderr
    assert "1 were not graded; run the same command again." in done.stderr
    assert klass.recorded() == []


def test_an_examiner_that_dies_of_a_submission(klass):
    """A check that ends its examiner costs nobody a point: told as ours, tried twice, exit 1."""
    klass.hand_in("ana")
    course = course_with(klass, "")
    checks = course / "reference/01_tiny/test_tiny.py"
    text = checks.read_text().replace("    x = randn(3)\n", "    __import__('os')._exit(3)\n")
    checks.write_text(text)
    done = klass.run("--course", course)
    assert done.returncode == 1
    assert [line.split("(")[0] for line in done.stderr.splitlines()] == [
        "grader: ana tiny: a fault of ours, tried once more ",
        "grader: ana tiny: a fault of ours: the examiner was lost: Closed ended",
    ]
    assert klass.results()["ana"]["faults"][0]["whose"] == "grader"


# The command line, with slots that wait for an instant where they would wait for seconds.
IMPATIENT = """
import sys

from grader.cli import main
from grader.slots import pool

pool.MAX_RESTARTS, pool.LONGEST_WAIT_S = 1, 0.01
sys.argv[0] = "grader"
sys.exit(main())
"""


@pytest.mark.timeout(3600)
def test_a_slot_that_dies_again_and_again(klass):
    """It is given up, and says so; what it failed at or left is open, and costs nobody a point."""
    students = STUDENTS[:2]
    for student in students:
        klass.hand_in(student)
    course = course_with(klass, "")
    checks = course / "reference/01_tiny/test_tiny.py"
    whole = checks.read_text()
    checks.write_text(whole.replace("    x = randn(3)\n", "    __import__('os')._exit(3)\n"))
    words = klass.command("--jobs", "1", "--course", course)[1:]
    command = [sys.executable, "-c", IMPATIENT, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 1
    assert "is given up: it failed 1 times in a row" in done.stderr
    assert "1 were not graded; run the same command again." in done.stderr
    assert {fault["whose"] for r in klass.results().values() for fault in r["faults"]} == {"grader"}
    assert {result["max_points"] for result in klass.results().values()} == {0}
    checks.write_text(whole)
    assert klass.run("--course", course, timeout=300).returncode == 0
    assert {who: klass.points(who) for who in students} == dict.fromkeys(students, FULL)
