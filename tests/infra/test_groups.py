"""Tests that share what is costly run in one process, where several share the work."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LONGEST, POSTGRES, group_of

ROOT = Path(__file__).resolve().parents[2]
TWO = ("tests/infra/test_setup_venv.py", "tests/reports/test_texts.py")


@pytest.mark.parametrize(
    ("test", "group"),
    [
        ("tests/zoo/test_zoo.py::test_nothing_is_left[neither]", "zoo"),
        ("tests/zoo/test_reports.py::test_a_browser_runs_nothing_of_any_page", "zoo"),
        ("tests/course/test_texts.py::test_x[05_model-garbage/list]", "tests/course 05_model"),
        ("tests/course/test_texts.py::test_x[hidden-05_model]", "tests/course 05_model"),
        ("tests/course/test_texts.py::test_y", "tests/course/test_texts.py"),
        ("tests/wire/test_round_trip.py::test_x[01_tensors]", "tests/wire/test_round_trip.py"),
        ("tests/gradebook/test_gradebook.py::test_x[postgres]", "postgres"),
    ],
)
def test_a_group_is_a_file_or_what_is_made_once(test, group):
    """The zoo, an assignment's solutions and the database are one group each; else a file is."""
    assert group_of(test) == group


def test_tests_of_the_database_are_one_group():
    """The server is one for all, and is stopped by a test: whoever uses it is in its group."""
    users = {
        str(path.relative_to(ROOT))
        for path in ROOT.glob("tests/*/test_*.py")
        if path != Path(__file__) and "pytest.mark.postgres" in path.read_text(encoding="utf-8")
    }
    assert users == POSTGRES


def test_what_takes_longest_is_begun_first():
    """Each of the groups that are begun first is there, and they come in the order given."""
    places = ["tests/course", *(group for group in LONGEST if group.endswith(".py")), "tests/zoo"]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *places],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    groups = dict.fromkeys(group_of(line) for line in done.stdout.splitlines() if "::" in line)
    assert tuple(groups)[: len(LONGEST)] == LONGEST


def test_no_group_is_split():
    """With two processes, the tests of a file are all run by the same one."""
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *TWO]
    done = subprocess.run(
        [*command, "--numprocesses", "2", "--dist", "loadscope", "--no-loadscope-reorder"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    ran = set(re.findall(r"^\[(gw\d)\] .*PASSED ([^:]+)::", done.stdout, re.M))
    assert sorted(file for _, file in ran) == sorted(TWO)
    assert len({worker for worker, _ in ran}) == 2
