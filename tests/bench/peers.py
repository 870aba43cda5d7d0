"""nbgrader and Otter, each in a virtual environment of its own, on the same six exercises."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import work

TORCH = next(
    line.strip()
    for line in (work.HERE.parent.parent / "constraints.txt").read_text().splitlines()
    if line.startswith("torch==")
)
PACKAGES = {
    "nbgrader": ("nbgrader==0.9.6", "ipykernel", TORCH),
    "otter": ("otter-grader==7.0.0", "ipykernel", TORCH),
}
FULL = 12.0  # points of the whole work


class PeerError(Exception):
    """A peer could not be installed, or did not grade the right solution with full marks."""


class Peer:
    """One installed peer: its environment, and a fresh folder to work in."""

    def __init__(self, name: str, cache: Path) -> None:
        self.bin = cache / name / "bin"
        self.home = cache / f"{name}-work"
        self._install(cache / name, PACKAGES[name])
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)

    def _install(self, venv: Path, packages: tuple[str, ...]) -> None:
        stamp = venv / "installed.txt"
        if stamp.exists() and stamp.read_text() == "\n".join(packages):
            return
        print(f"installing {', '.join(packages)} (once) ...", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
        pip = [str(venv / "bin/pip"), "install", "-qq", "--disable-pip-version-check"]
        index = os.environ.get("TORCH_INDEX")
        pip += ["--extra-index-url", index] if index else []
        subprocess.run([*pip, *packages], check=True)
        stamp.write_text("\n".join(packages))

    def timed(self, *command: str) -> float:
        """Seconds that a command of the peer takes.

        Raises:
            PeerError: it did not end with exit code 0.
        """
        environment = {
            **os.environ,
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "HOME": str(self.home),
        }
        start = time.perf_counter()
        done = subprocess.run(
            command, cwd=self.home, env=environment, capture_output=True, text=True, timeout=600
        )
        seconds = time.perf_counter() - start
        if done.returncode:
            raise PeerError(f"{' '.join(command)}: {(done.stdout + done.stderr)[-2000:]}")
        return seconds


class Nbgrader:
    """`nbgrader autograde`: on a class, whose submissions share its start, and on one student."""

    def __init__(self, cache: Path, students: int) -> None:
        self.peer = Peer("nbgrader", cache)
        self.students = students
        self._write("source", work.nbgrader_source())
        self.peer.timed("nbgrader", "generate_assignment", "inplace")
        for number in range(students):
            self._write(f"submitted/student{number}", work.nbgrader_source())

    def _write(self, folder: str, text: str) -> None:
        path = self.peer.home / folder / "inplace/inplace.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")

    def class_seconds(self) -> float:
        """Seconds a submission, the whole class graded anew by one command."""
        spent = self.peer.timed("nbgrader", "autograde", "inplace", "--force")
        self._demand_full_marks()
        return spent / self.students

    def single_seconds(self) -> float:
        """Seconds for one submission by a command of its own, as a grading service would."""
        command = ("nbgrader", "autograde", "inplace", "--force", "--student", "student0")
        spent = self.peer.timed(*command)
        self._demand_full_marks()
        return spent

    def _demand_full_marks(self) -> None:
        self.peer.timed("nbgrader", "export")
        with (self.peer.home / "grades.csv").open() as file:
            scores = [float(row["score"]) for row in csv.DictReader(file)]
        if scores != [FULL] * self.students:
            raise PeerError(f"nbgrader gave {scores}, not full marks")


class Otter:
    """`otter run`: one command for each submission (`otter grade` needs Docker)."""

    def __init__(self, cache: Path) -> None:
        self.peer = Peer("otter", cache)
        (self.peer.home / "inplace.ipynb").write_text(work.otter_source(), encoding="utf-8")
        self.peer.timed("otter", "assign", "--no-pdfs", "inplace.ipynb", "dist")
        # No cell is marked as a solution's line, so the student's version is a finished one.
        shutil.copy(
            self.peer.home / "dist/student/inplace.ipynb", self.peer.home / "submission.ipynb"
        )
        (self.peer.home / "out").mkdir()
        self.zip = next((self.peer.home / "dist/autograder").glob("*.zip"))

    def seconds(self) -> float:
        """Seconds a submission."""
        command = (
            "otter",
            "run",
            "-a",
            str(self.zip),
            "-o",
            "out",
            "--no-logo",
            "submission.ipynb",
        )
        spent = self.peer.timed(*command)
        tests = json.loads((self.peer.home / "out/results.json").read_text())["tests"]
        score = sum(test.get("score", 0) for test in tests)
        if score != FULL:
            raise PeerError(f"otter gave {score}, not full marks")
        return spent
