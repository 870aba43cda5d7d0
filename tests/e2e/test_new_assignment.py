"""A teacher gets from nothing to a graded exercise by following the page."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.author.skeletons import stale
from grader.course import Course
from tests.e2e.small import GRADER, sentence

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/new-assignment.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(bash|text)\n(.*?)^```$", re.M | re.S)
WAY = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def steps():
    """(commands, lines that they must print) of the page, in order."""
    found = []
    for kind, text in BLOCK.findall(PAGE):
        if kind == "bash":
            found.append((text, []))
        else:
            found[-1][1].extend(text.splitlines())
    return found


def follow(folder):
    """Run each block of the page; yields what it printed, and what it should have."""
    for commands, lines in steps():
        # One shell after the other, each where the one before it ended.
        script = f"set -eu\ncd {folder}\n{commands}\npwd > {folder}.at"
        done = subprocess.run(
            ["bash", "-c", script], capture_output=True, text=True, timeout=100, env=WAY
        )
        assert done.returncode == 0, commands + done.stdout + done.stderr
        folder = type(folder)(Path(f"{folder}.at").read_text().strip())
        yield folder, " ".join(done.stdout.split()), lines


def test_the_page_can_be_followed(tmp_path):
    """Each command of docs/new-assignment.md works, and prints what the page says."""
    start = tmp_path / "empty"
    start.mkdir()
    followed = list(follow(start))
    missed = [line for _, printed, lines in followed for line in lines if line not in printed]
    folder, _, last = followed[-1]
    assert (missed, last[-1]) == ([], "luz matrices 2 / 4")
    course = Course(folder)
    assert stale([course.find("matrices").folder]) == {}
    assert [e.name for e in course.find("matrices").metadata.exercises] == ["row_means", "centered"]


def new(name, folder):
    """Run `grader new NAME` in a folder."""
    command = [str(GRADER), "new", name]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder)


def test_numbers_go_on(tmp_path):
    """A second assignment gets the next number; both have their own words everywhere."""
    assert new("matrices", tmp_path).returncode == 0
    assert "reference/02_row_sums/test_row_sums.py" in new("row_sums", tmp_path).stdout
    made = [path for path in tmp_path.rglob("*") if path.is_file() and "02_" in str(path)]
    assert len(made) == 15
    assert not [
        path for path in made if "@" in path.read_text() and "@points" not in path.read_text()
    ]
    assert list(Course(tmp_path).assignments) == ["matrices", "row_sums"]


def test_what_is_made_is_formatted(tmp_path):
    """The new files are formatted, and have no unused import or unknown name."""
    assert new("matrices", tmp_path).returncode == 0
    ruff = [sys.executable, "-m", "ruff"]
    rules = ["--isolated", "--line-length", "100", str(tmp_path)]
    for command in (["format", "--check"], ["check", "--select", "E,F,W", "--ignore", "F811"]):
        done = subprocess.run([*ruff, *command, *rules], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["Tensors", "2nd", "test_it", "lambda", "a/b", "..", "x y"])
def test_names_that_cannot_be(tmp_path, name):
    """What cannot be a module's name is refused in one sentence, and nothing is made."""
    done = new(name, tmp_path)
    assert done.returncode == 2
    assert "cannot be an assignment's name" in sentence(done)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken(tmp_path):
    """An assignment that exists is left as it is."""
    assert new("matrices", tmp_path).returncode == 0
    done = new("matrices", tmp_path)
    assert done.returncode == 2
    assert "there is 01_matrices already" in sentence(done)
