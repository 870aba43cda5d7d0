"""A class and a course in which every secret carries a mark of its own, that a spy looks for."""

import hashlib
import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path

import jupytext
import nbformat

from grader.corpus import source
from tests.e2e.small import SOLUTION, Class

SPY = (Path(__file__).with_name("submissions") / "spy.py").read_text(encoding="utf-8")
LIMITS = "\n[limits]\nload_s = 240\ncell_s = 240\nsubmission_s = 400\nmemory_mb = 2048\n"


class Planted(Class):
    """Everything that no student may read, in one folder."""

    def __init__(self, tmp):
        super().__init__(tmp)
        self.marks = {}
        self.course = tmp / "course"
        self.other = tmp / "elsewhere.txt"
        self._plant_course()
        self._plant_class()
        self.other.write_text(self.mark("file"))
        (tmp / "home").mkdir()
        (tmp / "home/.netrc").write_text(self.mark("home"))
        (self.out / "students").mkdir(parents=True)
        (self.out / "students/earlier.html").write_text(self.mark("report"))
        self.shared = Path(tempfile.mkstemp(dir="/dev/shm")[1])
        self.shared.write_text(self.mark("shared"))
        self.loose = Path(tempfile.mkstemp(dir="/tmp")[1])
        self.loose.write_text(self.mark("tmp"))

    def mark(self, kind):
        """A new random text that stands for a secret of this kind."""
        return self.marks.setdefault(kind, f"KNR_{kind}_{secrets.token_hex(12)}")

    def _plant_course(self):
        shutil.copytree(Class.course, self.course)
        reference = self.course / "reference/01_tiny"
        _append(reference / "test_tiny.py", f'\nSECRET = "{self.mark("checks")}"\n')
        _append(reference / "tiny.py", f'\nSECRET = "{self.mark("solution")}"\n')
        _append(reference / "texts.es.toml", f"\n# {self.mark('texts')}\n")
        (reference / "thresholds.toml").write_text(f"# {self.mark('thresholds')}\n")
        (reference / "labels.csv").write_text(f"review,label\n{self.mark('labels')},1\n")
        (reference / "wrong").mkdir()
        (reference / "wrong/off_by_one.py").write_text(f"# {self.mark('mistake')}\n")
        metadata = self.course / "assignments/01_tiny/assignment.toml"
        text = metadata.read_text(encoding="utf-8")
        start, end = text.index("\n[limits]"), text.index("\n[[exercises]]")
        metadata.write_text(text[:start] + LIMITS + text[end:], encoding="utf-8")

    def _plant_class(self):
        told = f'\nprint("{self.mark("gradebook")}")\n'
        self.hand_in("ana", f'{SOLUTION}\nSECRET = "{self.mark("earlier")}"\n{told}')
        guesses = [self.tmp, self.course / "reference/01_tiny", self.folder, self.out]
        reviews = source.locate()
        guesses.append(reviews.parents[1])
        known = (reviews.stat().st_size, hashlib.sha256(reviews.read_bytes()[:4096]).hexdigest())
        told = f"GUESSES = {list(map(str, guesses))}\nREVIEWS = {known}\n"
        text = f"{told}{SPY}\n{SOLUTION}"
        self.hand_in("mallory", text)
        self.hand_in("mallory in a notebook", in_cells(text), name="tiny.ipynb")
        self.hand_in("zoe", f'{SOLUTION}\nSECRET = "{self.mark("later")}"\n')

    def spied(self, *words):
        """Grade the class with secrets in the run's environment, descriptors and command line."""
        token, password = self.mark("token"), self.mark("password")
        variables = {"GITHUB_TOKEN": token, "HOME": str(self.tmp / "home")}
        url = f"sqlite:///file:{self.book}?uri=true&token={password}"
        with tempfile.TemporaryFile() as kept:
            kept.write(self.mark("descriptor").encode())
            kept.flush()
            return self.run(
                *("--jobs", "1", "--gradebook", url, *words),
                timeout=500,  # spies look for as long as they are told to, and some more under load
                env={**os.environ, **variables},
                pass_fds=(kept.fileno(),),
                stdin=kept,
            )

    def told(self, student):
        """What the spy of this student told."""
        record = self.record(student)
        texts = [record.output, *(o.text for cell in record.cells for o in cell.outputs)]
        (line,) = [ln for text in texts for ln in text.splitlines() if ln.startswith("SPY ")]
        return json.loads(line.removeprefix("SPY "))

    def clear(self):
        """Remove what stands outside of the class's folder."""
        self.shared.unlink(missing_ok=True)
        self.loose.unlink(missing_ok=True)


def _append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def in_cells(text):
    """The same as a notebook of one cell."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text)])
    return nbformat.writes(jupytext.reads(nbformat.writes(book), fmt="ipynb"))
