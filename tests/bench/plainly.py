"""What isolation is measured against: the same checks with none, warm and cold."""

from __future__ import annotations

import inspect
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import work

from grader.examiner.draws import Draws, seed_of
from grader.examiner.solutions import Solution, in_process

REFERENCE = work.COURSE / "reference/02_inplace"


class Bare:
    """A warm process that loads the module and calls each check: no fork, no pytest, no wall."""

    def __init__(self) -> None:
        checks = _load(REFERENCE / "test_inplace.py")
        self.checks = {n: f for n, f in vars(checks).items() if n.startswith("test_")}
        self.reference = in_process(REFERENCE / "inplace.py")
        self.module()  # the first call pays for what torch imports late

    def module(self) -> float:
        """Seconds for one submission as a module."""
        start = time.perf_counter()
        self._check(in_process(REFERENCE / "inplace.py"))
        return time.perf_counter() - start

    def notebook(self) -> float:
        """Seconds for one submission as a notebook, its cells executed one after the other."""
        start = time.perf_counter()
        cells = json.loads(work.submission())["cells"]
        code = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        self._check(in_process(Path("inplace.ipynb"), code))
        return time.perf_counter() - start

    def _check(self, student: Solution) -> None:
        for name, check in self.checks.items():
            draws = Draws(seed_of(1, name))
            given = {"student": student, "reference": self.reference}
            given |= {"randn": draws.randn, "rand": draws.rand}
            _call(check, given)


def _load(path: Path) -> ModuleType:
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    exec(compile(path.read_text(), str(path), "exec"), module.__dict__)
    return module


def _call(check: Callable[..., object], given: dict[str, Any]) -> None:
    check(**{name: given[name] for name in inspect.signature(check).parameters})


class ColdPytest:
    """`python -m pytest` for each submission, as the simplest autograders do."""

    def __init__(self, cache: Path) -> None:
        self.home = cache / "pytest-work"
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        (self.home / "inplace.py").write_text(work.SOLUTION, encoding="utf-8")
        (self.home / "test_plain.py").write_text(work.PLAIN, encoding="utf-8")
        (self.home / "pytest.ini").write_text("[pytest]\n")

    def seconds(self) -> float:
        """Seconds for one submission, from the start of the interpreter to its end."""
        options = ("-q", "-p", "no:cacheprovider", "-p", "no:grader")
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "pytest", *options],
            cwd=self.home,
            check=True,
            capture_output=True,
            timeout=120,
        )
        return time.perf_counter() - start
