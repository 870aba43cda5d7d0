"""Right answers in any style and any manner get full marks from the real command line."""

import json
import subprocess

import pytest

from tests.course.common import COURSE, ROOT, right_files, source_of
from tests.e2e.manners import EVERYWHERE, MANNERS, form, notebook
from tests.e2e.small import GRADER


def submissions():
    """(assignment, student, ending, bytes) of all that must get full marks."""
    for number, assignment in enumerate(COURSE):
        reference = source_of(assignment, "reference")
        for manner in MANNERS if number == 0 else EVERYWHERE:
            yield assignment, manner, form(manner), MANNERS[manner](reference)
        for path in right_files(assignment):
            text = path.read_text(encoding="utf-8")
            yield assignment, path.stem, ".py", text.encode()
        yield assignment, f"{path.stem} in a notebook", ".ipynb", notebook(text)


pytestmark = pytest.mark.timeout(3600)  # the first test grades the whole class
NAMES = [(a.name, student) for a, student, _, _ in submissions()]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """(assignment, student) -> result, of a class in which everybody is right."""
    folder, out = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("out")
    for assignment, student, ending, data in submissions():
        (folder / student).mkdir(exist_ok=True)
        (folder / student / f"{assignment.name}{ending}").write_bytes(data)
    command = [GRADER, "run", folder, "--out", out, "--course", ROOT, "--seed", 11]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads((out / "results.json").read_bytes())["results"]
    return {(one["assignment"], one["student"]): one for one in found}


@pytest.mark.parametrize(("assignment", "student"), NAMES)
def test_right_is_right(results, assignment, student):
    """Neither style nor form, neither noise nor encoding costs a point."""
    result = results[assignment, student]
    checks = [check for exercise in result["exercises"] for check in exercise["checks"]]
    assert {c["id"]: c["message"] for c in checks if c["outcome"] != "passed"} == {}
    assert result["points"] == result["max_points"]


def test_nobody_is_told_of_a_fault(results):
    """Where all is right there is nothing to tell, loud as it may have been."""
    faults = {who: result["faults"] for who, result in results.items() if result["faults"]}
    assert faults == {}
