"""A small kit to be a student with, and the real command line."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GRADER = Path(sys.executable).with_name("grader")


@pytest.fixture
def kit(tmp_path):
    """The folder of assignment 1 as a student has it, skeletons in Spanish."""
    folder = tmp_path / "01_tensors"
    shutil.copytree(ROOT / "assignments" / "01_tensors", folder)
    return folder


@pytest.fixture
def solution():
    """The text of a right solution of assignment 1."""
    return (ROOT / "reference" / "01_tensors" / "tensors.py").read_text(encoding="utf-8")


@pytest.fixture
def check(kit):
    """`grader check WORDS...` in the assignment's folder: exit code, output, errors."""

    def run(*words):
        done = subprocess.run(
            [GRADER, "check", *words], cwd=kit, capture_output=True, text=True, timeout=250
        )
        return done.returncode, done.stdout, done.stderr

    return run
