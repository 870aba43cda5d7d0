"""A small class of a small course, driven through the real command line."""

import json
import shutil
import sqlite3
import subprocess
import sys
from functools import cache
from pathlib import Path

from grader.gradebook import open_gradebook

HERE = Path(__file__).resolve().parent
GRADER = Path(sys.executable).with_name("grader")
SOLUTION = (HERE / "course/reference/01_tiny/tiny.py").read_text(encoding="utf-8")
FULL = {"double": 2.0, "negate": 1.0, "total": 1.0}


class Class:
    """A class's folder, its reports' folder, and `grader run` on them."""

    course = HERE / "course"
    grader = (GRADER,)
    jobs = 1  # other tests run on the other cores; None leaves it to `grader run`

    def __init__(self, tmp):
        self.tmp = tmp
        self.folder, self.out, self.book = tmp / "class", tmp / "out", tmp / "gradebook.db"
        self.folder.mkdir()

    def hand_in(self, student, text=SOLUTION, name="tiny.py"):
        """Hand in a text; returns its path."""
        path = self.folder / student / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def command(self, *words):
        """The command line; words given stand before our own, which stand where none are given."""
        ours = {"--course": self.course, "--out": self.out, "--gradebook": self.book, "--seed": 7}
        ours |= {} if self.jobs is None else {"--jobs": self.jobs}
        more = [w for key, value in ours.items() if key not in words for w in (key, value)]
        folder = [] if any(isinstance(w, Path) for w in words[:1]) else [self.folder]
        return [str(w) for w in (*self.grader, "run", *folder, *words, *more, "--lang", "en")]

    def run(self, *words, before=(), **options):
        """Run to the end; returns the finished process."""
        command = [*map(str, before), *self.command(*words)]
        options = {"timeout": 250, **options}
        return subprocess.run(command, capture_output=True, text=True, **options)

    def start(self, *words, **options):
        """Start it; the caller sees to its end."""
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen(self.command(*words), text=True, **options)

    def results(self, assignment="tiny"):
        """student -> what results.json says."""
        found = json.loads((self.out / "results.json").read_bytes())["results"]
        return {r["student"]: r for r in found if r["assignment"] == assignment}

    def points(self, student):
        """exercise -> points of a student."""
        return {e["name"]: e["points"] for e in self.results()[student]["exercises"]}

    def said(self, student):
        """All that a student is told, in one text."""
        result = self.results()[student]
        checks = [check["message"] for e in result["exercises"] for check in e["checks"]]
        return " ".join([*(fault["message"] for fault in result["faults"]), *checks])

    def record(self, student):
        """The latest record of a student, from the gradebook."""
        with open_gradebook(str(self.book)) as book:
            return next(record for record in book.latest() if record.student == student)

    def amendments(self):
        """All amendments of the gradebook."""
        with open_gradebook(str(self.book)) as book:
            return book.amendments()

    def recorded(self):
        """(student, points) of every attempt in the gradebook, in order."""
        query = (
            "SELECT student.name, attempt.points FROM attempt JOIN submission ON "
            "submission.id = submission_id JOIN student ON student.id = student_id ORDER BY 1, 2"
        )
        with sqlite3.connect(self.book) as connection:
            return connection.execute(query).fetchall()


def sentence(done):
    """The one sentence that a run has to say on standard error."""
    (line,) = done.stderr.splitlines()
    assert line.startswith("grader: ")
    return line


@cache
def works(*command):
    """Whether a command can be run here and succeeds."""
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
