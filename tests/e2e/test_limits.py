"""Limits of a call and of a submission, through the real command line, and what they cost."""

import os

import pytest

from tests.e2e.small import FULL, SOLUTION, Class

HEAD = "import os\nimport time\n\nimport torch\n\n"
CHILD = """if os.fork() == 0:
        hog = torch.ones(150_000_000)
        time.sleep(9)
    os.wait()"""
FILL = """for number in range(100):
        open(f"{number}", "wb").write(bytes(1 << 20))
        time.sleep(0.01)"""
# student -> (what `double` does there before it answers, points of double, what they are told)
CASES = {
    "allocates": ("x = torch.ones(750_000_000)", 0, "more than the 300 MB of memory"),
    "child-allocates": (CHILD, 0, "more than the 300 MB of memory"),
    "child-answers": (
        "if os.fork() == 0:\n        return -x\n    time.sleep(0.3)",
        2,
        "`double` gives twice x.",
    ),
    "child-raises": (
        "if os.fork() == 0:\n        raise OSError\n    time.sleep(0.3)",
        2,
        "`double` gives twice x.",
    ),
    "exits": ("os._exit(0)", 0, "Your code ended the whole process in the middle of a call."),
    "files": ("open('big', 'wb').write(bytes(10 << 20))", 0, "Your code raised OSError."),
    "fills": (FILL, 0, "Your code raised OSError.|more than the 16 MB of files"),
    "floods": ("for _ in range(2000):\n        print('y' * 10_000)", 2, "`double` gives twice x."),
    "forks": (
        "for _ in range(100):\n        os.fork() or time.sleep(60)",
        0,
        "Your code raised BlockingIOError.|It started more processes|longer than the 2 s",
    ),
    "hangs": ("while True:\n        pass", 0, "longer than the 2 s that one call may take"),
    "leaves-one": ("os.fork() or time.sleep(60)", 2, "`double` gives twice x."),
    "sleeps": ("time.sleep(60)", 0, "longer than the 2 s that one call may take"),
}
HONEST = ("ana", "zoe")  # the first and the last in the queue


# student -> (a statement, what is said of it where it stands on line 6)
LOADING = {
    "load-allocates": ("x = torch.ones(750_000_000)", "line 6 used too much memory"),
    "load-dies": ("os.kill(os.getpid(), 11)", "line 6 ended the whole process"),
    "load-exits": ("os._exit(0)", "line 6 ended the whole process"),
    "load-sleeps": ("time.sleep(60)", "line 6 did not finish in 6 s"),
}


@pytest.fixture(scope="module", params=["bubblewrap", "without bubblewrap"])
def graded(request, tmp_path_factory):
    """All cases graded in one run, with the sandbox that is found and with the next best one."""
    klass = Class(tmp_path_factory.mktemp("limits"))
    for student, (does, *_) in CASES.items():
        body = SOLUTION.replace("    return x + x", f"    {does}\n    return x + x")
        klass.hand_in(student, f"{HEAD}\n{body}")
    for student, (does, _) in LOADING.items():
        klass.hand_in(student, f"{HEAD}{does}\n\n\n{SOLUTION}")
        klass.hand_in(f"{student}-last", f"{SOLUTION}\n\n{HEAD}{does}\n")
    for student in HONEST:
        klass.hand_in(student)
    klass.hand_in("twins", f"{HEAD}os.fork() and time.sleep(0.3)\n\n\n{SOLUTION}")
    klass.hand_in("ana", "import time\n\n\ndef first():\n    time.sleep(60)\n", "brief.py")
    klass.hand_in(
        "zoe", "def first():\n    return 1\n\n\ndef second():\n    return 2\n", "brief.py"
    )
    environment, mode = {**os.environ}, "require"
    if request.param == "without bubblewrap":
        environment["PATH"], mode = str(klass.tmp), "best-effort"
    done = klass.run("--jobs", "2", "--sandbox", mode, env=environment)
    assert done.returncode == 0, done.stderr
    return klass


@pytest.mark.parametrize("student", CASES)
def test_a_limit_costs_its_exercise_alone(graded, student):
    """What overruns a limit costs the exercise where it happens, with the right reason."""
    _, points, sentence = CASES[student]
    assert graded.points(student) == {**FULL, "double": points}
    assert any(one in graded.said(student) for one in sentence.split("|"))


@pytest.mark.parametrize("student", LOADING)
def test_limits_while_loading(graded, student):
    """A statement that overruns while loading is named; what stands before it is judged."""
    assert LOADING[student][1] in graded.said(student)
    assert graded.points(student) == dict.fromkeys(FULL, 0.0)
    assert graded.points(f"{student}-last") == FULL


def test_one_of_two_answers(graded):
    """A file that forks while it is loaded is loaded once: its child is not heard."""
    assert graded.points("twins") == FULL
    assert graded.results()["twins"]["faults"] == []


def test_neighbours_are_untouched(graded):
    """Honest work at both ends of the queue keeps full marks."""
    assert [graded.points(student) for student in HONEST] == [FULL, FULL]


def test_what_is_printed_is_capped(graded):
    """20 MB of output leave a record of some kilobytes, and pages that can be opened."""
    assert len(graded.record("floods").output) <= 64 << 10
    assert all(page.stat().st_size < 1 << 20 for page in graded.out.rglob("tiny.html"))


def test_a_submissions_wall_clock(graded):
    """A submission that uses up its time in one check is told so there; later ones are not run."""
    (first,), (second,) = (e["checks"] for e in graded.results("brief")["ana"]["exercises"])
    assert (first["outcome"], second["outcome"]) == ("failed", "not_run")
    assert "The 2 s that all checks together may take ran out in this call." in first["message"]
    assert "were used up before this one." in second["message"]
    assert graded.results("brief")["zoe"]["points"] == 2
