"""`grader audit` through the real command line: strong checks, weak checks, what is out of date."""

import json
import shutil
import subprocess

import pytest

from tests.course.common import ROOT
from tests.e2e.small import GRADER, HERE

WRONG = '"""Gives x back.\n\ncaught by: {check}\n"""\n\n\ndef negate(x):\n    return x\n'


@pytest.fixture
def course(tmp_path):
    """A copy of the small course."""
    return shutil.copytree(HERE / "course", tmp_path / "course")


def audit(tmp_path, *words):
    """Run `grader audit`; the finished process and what audit.json says."""
    command = [GRADER, "audit", *words, "--out", tmp_path / "out", "--lang", "en"]
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=200, check=False
    )
    path = tmp_path / "out" / "audit.json"
    return done, json.loads(path.read_bytes()) if path.exists() else []


def test_strong_checks_meet_the_numbers(course, tmp_path):
    """Checks that kill every mutant, and a known mistake that is caught, end in 0."""
    wrong = course / "reference/01_tiny/wrong/negate_nothing.py"
    wrong.parent.mkdir()
    wrong.write_text(WRONG.format(check="negates"), encoding="utf-8")
    done, (found,) = audit(tmp_path, "tiny", "--course", course)
    assert (done.returncode, done.stderr.count("survived"), found["complaints"]) == (0, 0, [])
    assert {trial["state"] for trial in found["trials"]} == {"killed"}
    assert {name for trial in found["trials"] for name in trial["checks"]} == set(found["checks"])


def test_a_weak_check_leaves_a_survivor(course, tmp_path):
    """A check that looks at the shape alone is found out: by a mutant, and by a known mistake."""
    checks = course / "reference/01_tiny/test_tiny.py"
    text = checks.read_text(encoding="utf-8")
    weak = "agree(len(student.negate(x)), len(reference.negate(x)))"
    strong = "agree(student.negate(x), reference.negate(x))"
    checks.write_text(text.replace(strong, weak), encoding="utf-8")
    folder = course / "reference/01_tiny"
    (folder / "wrong").mkdir()
    (folder / "wrong/negate_nothing.py").write_text(WRONG.format(check="negates"), encoding="utf-8")
    stale = '[[mutant]]\nkey = "negate/sign/000000"\nreason = "It was."\n'
    (folder / "equivalent.toml").write_text(stale, encoding="utf-8")
    done, (found,) = audit(tmp_path, "tiny", "--course", course)
    page = (tmp_path / "out/audit.html").read_text(encoding="utf-8")
    assert done.returncode == 1
    assert "-    return -x\n+    return (x)\n" in done.stderr
    assert found["complaints"] == [
        {"solution": "wrong negate_nothing module", "why": "it passes negates"}
    ]
    assert found["stale"] == ["negate/sign/000000"]
    assert "+    return (x)" in page
    assert "not met" in page


def test_a_reason_is_asked_of_every_equivalent_mutant(course, tmp_path):
    """An entry without a reason is refused in one sentence, with exit code 2."""
    path = course / "reference/01_tiny/equivalent.toml"
    path.write_text('[[mutant]]\nkey = "negate/sign/000000"\nreason = " "\n', encoding="utf-8")
    done, _ = audit(tmp_path, "tiny", "--course", course)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("has no reason; say why nothing can tell it.")


def test_a_sample_of_the_course_is_killed(tmp_path):
    """Some mutants and known mistakes of a real assignment are caught, both forms are judged."""
    done, (found,) = audit(tmp_path, "inplace", "--sample", "8", "--course", ROOT)
    assert (done.returncode, done.stderr.count("grader:")) == (0, 0), done.stderr
    assert found["known"] == 8 + 2 + 4
