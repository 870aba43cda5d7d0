"""What hidden checks share in a run is made once, whoever is graded and in how many slots."""

from grader.checks import once
from grader.checks.once import make_all
from tests.calibration.course import CHECKS, SOLUTION, grader, hand_in, write_course

SHARED = """
import os
from pathlib import Path

from grader.checks import once


@once
def drawn(run_seed):
    with Path({log!r}).open("a") as file:
        file.write(f"{{run_seed}} {{os.getpid()}}\\n")
    return 7


@points(1, exercise="tosses")
def test_as_many_as_asked(student, run_seed):
    \"\"\"There are as many tosses as asked.\"\"\"
    number = drawn(run_seed)
    tensor(student.tosses(number), shape=(7,), dtype=torch.float32)
"""


def test_a_run_makes_it_once_for_all_its_submissions(tmp_path):
    """Five students in two slots: one process made it, before it forked for the first of them."""
    log = tmp_path / "log"
    write_course(tmp_path, low=0.6)
    checks = tmp_path / "reference/01_coin/test_coin.py"
    head = CHECKS.partition('@points(1, exercise="tosses")\ndef test_as_many')[0]
    checks.write_text(head + SHARED.format(log=str(log)))
    hand_in(tmp_path / "class", **{name: f"{SOLUTION}\n# {name}\n" for name in "abcde"})
    done = grader("run", "class", "--out", "out", "--seed", 1005, "--jobs", 2, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = log.read_text().splitlines()
    assert line.startswith("1005 ")


def test_another_seed_makes_another():
    """What was made for one run's seed is not what another's gets, and is made once for each."""
    made = []
    drawn = once(lambda run_seed: made.append(run_seed) or [run_seed])
    make_all([drawn, 3, "text"], 4)
    assert drawn(4) is drawn(4)
    assert drawn(5) == [5]
    assert made == [4, 5]
