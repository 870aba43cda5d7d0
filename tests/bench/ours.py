"""`grader run` on a class: every submission the same work, told apart by one comment."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import work

from grader.gradebook import open_gradebook
from grader.records import SubmissionRecord

Form = Literal["module", "notebook"]


@dataclass(frozen=True)
class Run:
    """What one `grader run` took. All in seconds."""

    wall: float  # of the whole command, start-up included
    submission: float  # median of the submissions, each in its slot
    cells: float  # median of what the notebooks' own cells took; 0 for modules


class Class:
    """A folder of submissions in one form."""

    def __init__(self, cache: Path, form: Form, students: int) -> None:
        self.students = students
        self.home = cache / f"grader-{form}"
        self.folder = self.home / "submissions"
        shutil.rmtree(self.home, ignore_errors=True)
        for number in range(students):
            place = self.folder / f"student{number:04}"
            place.mkdir(parents=True)
            if form == "module":
                text, name = f"{work.SOLUTION}\n# student {number}\n", "inplace.py"
            else:
                text, name = work.submission(note=f"# student {number}"), "inplace.ipynb"
            (place / name).write_text(text, encoding="utf-8")

    def run(self, jobs: int) -> Run:
        """Grade everybody anew with this many slots.

        Raises:
            AssertionError: somebody did not get full marks.
        """
        out = self.home / "out"
        shutil.rmtree(out, ignore_errors=True)
        command = [str(Path(sys.executable).with_name("grader")), "run", str(self.folder)]
        command += ["--course", str(work.COURSE), "--assignment", "inplace", "--jobs", str(jobs)]
        command += ["--out", str(out), "--gradebook", f"sqlite:///{out}/gradebook.sqlite"]
        command += ["--seed", "1", "--quiet"]
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
        wall = time.perf_counter() - start
        assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
        with open_gradebook(str(out / "gradebook.sqlite")) as gradebook:
            return self._read(list(gradebook.latest()), wall)

    def _read(self, found: list[SubmissionRecord], wall: float) -> Run:
        assert len(found) == self.students, f"{len(found)} results for {self.students} students"
        poor = [s.student for s in found if s.points != s.max_points]
        assert not poor, f"no full marks for {poor[:5]}"
        cells = [sum(cell.duration_s for cell in s.cells) for s in found]
        seconds = [s.duration_s for s in found]
        return Run(wall, statistics.median(seconds), statistics.median(cells))
