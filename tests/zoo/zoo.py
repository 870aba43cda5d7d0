"""The zoo: hostile submissions, each followed by an honest neighbour in the same slot.

A trick is a file of `tricks`, appended to a right solution. Its docstring is its head: a sentence,
then `key: value` lines. `row` is the kind of attack; `points` what double, negate and total earn
(2 1 1 unless it says otherwise; `none` where nothing of it is graded); `form` how it is handed in
and `called` what its student's folder is called, both as `packing` has them; `told` what the run
says of it on standard error, where a person must know.

A trick that reaches what it must not calls `reached(evidence)`, which spoils its `double`: so the
score alone tells whether it was stopped. One that wants points has a wrong `double`.
Each knows more than a student could: the paths and processes of `PRELUDE`.
"""

import functools
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from json import JSONDecodeError
from pathlib import Path

from grader.discovery import text_of_name
from grader.records import Outcome
from grader.reports.names import student_id
from grader.reports.safe import FORMULA
from tests.e2e.settings import give
from tests.e2e.small import FULL, SOLUTION, Class
from tests.zoo.packing import pack, pair

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CANARY = "canary-6161-secret"  # in everything that must not be read
KEEPER = HERE / "keeper.py"
PRELUDE = """

COURSE, CLASS, OUT, BOOK, PLANT = {paths}
VICTIM, MARK, CANARY, NAP = {facts}
CANARY = CANARY[::-1]  # so that a page that shows this text does not hold it


def reached(evidence):
    global double
    if evidence:
        print("reached", evidence)
        double = None


def tried(act):
    try:
        return reached(act() or "done")
    except (OSError, ValueError, RuntimeError, ImportError, AttributeError) as error:
        print(type(error).__name__)


"""
LONGEST_S = 1700.0
ACTIVE = re.compile(r"<(?:script|iframe|object|embed)\b|<[a-z][^<>]*(?:\son[a-z]+\s*=|javascript:)")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_numbers = itertools.count(1)
LIMITS = {"call_s = 2": "call_s = 3", "cpu_s = 10": "cpu_s = 6"}


@dataclass(frozen=True)
class Trick:
    """One file of the zoo."""

    name: str
    text: str
    head: dict[str, str]

    @property
    def points(self):
        """exercise -> points that it earns honestly; None where nothing of it is graded."""
        earned = self.head.get("points", "2 1 1").split()
        return None if earned == ["none"] else dict(zip(FULL, map(float, earned), strict=True))


def _trick(path):
    text = path.read_text(encoding="utf-8")
    said = text.split('"""')[1]
    head = dict(re.findall(r"^(\w+): (.+)$", said, re.MULTILINE))
    return Trick(path.stem, text, {"says": said.splitlines()[0], **head})


TRICKS = {path.stem: _trick(path) for path in sorted((HERE / "tricks").glob("*.py"))}


@dataclass
class Zoo:
    """A class of tricks and neighbours, graded in one run in one slot.

    `mark` is in the name of every file that a trick tries to leave: each zoo has its own, since
    several may be open at once.
    """

    tmp: Path
    done: object = None
    seconds: float = 0.0
    left: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    harmed: dict | None = None
    pairs: dict = field(default_factory=dict)  # trick -> its student and the one behind it

    def __post_init__(self):
        self.mark = f"zoo-{os.getpid()}-{next(_numbers)}-was-here"
        self.klass = Class(self.tmp)
        self.klass.course, self.plant = self.tmp / "course", self.tmp / "plant"
        shutil.copytree(Class.course, self.klass.course, ignore=shutil.ignore_patterns("02_*"))
        metadata = self.klass.course / "assignments/01_tiny/assignment.toml"
        text = metadata.read_text(encoding="utf-8")
        for before, after in LIMITS.items():
            text = text.replace(before, after)
        metadata.write_text(text, encoding="utf-8")
        checks = self.klass.course / "reference/01_tiny/test_tiny.py"
        checks.write_text(checks.read_text(encoding="utf-8") + f"\nSECRET = {CANARY!r}\n")
        self.plant.mkdir()
        (self.plant / "diary").write_text(CANARY)
        # Modes stop nobody here: it is the sandbox that is tried.
        self.tmp.chmod(0o755)
        self.plant.chmod(0o777)

    def fill(self, victim, tricks):
        """Hand in the tricks, an honest neighbour behind each."""
        klass = self.klass
        paths = (klass.course, klass.folder, klass.out, klass.book, self.plant)
        for number, trick in enumerate(tricks):
            # How long it has programs sleep tells from whom one comes that is left.
            facts = (victim, f"{self.mark}-{trick.name}", CANARY[::-1], f"616.{number:03}")
            prelude = PRELUDE.format(paths=tuple(map(str, paths)), facts=facts)
            own, neighbour = self.pairs[trick.name] = pair(number, trick)
            (klass.folder / own).mkdir()
            pack(trick, klass.folder / own, SOLUTION, prelude)
            klass.hand_in(neighbour, f"# {trick.name}\n{SOLUTION}")

    def run(self, command=Class.grader, *words, tricks=None, user=None):
        """Grade all with a command line in place of `grader`; then look at what is left.

        `user`: whom the command line makes the run's, where that is not who runs the tests.
        """
        become = {"user": user, "group": user, "extra_groups": []} if user else {}
        victim = subprocess.Popen(["sleep", "616"], **become)
        self.fill(victim.pid, list(TRICKS.values()) if tricks is None else tricks)
        if user:
            give(self.tmp, user)
        before, started = self.snapshot(), time.monotonic()
        try:
            self.klass.grader = command
            self.done = self.keep(self.klass.command("--jobs", "1", *words))
            if victim.poll() is not None:
                self.changed.append("the victim was ended")
        finally:
            victim.kill()
            victim.wait()
        self.seconds = time.monotonic() - started
        self.changed += sorted(set(before.items()) ^ set(self.snapshot().items()))
        self.changed += marks(self.mark)

    def keep(self, words):
        """Run a command line below a keeper, who tells which processes outlive it."""
        own = {**os.environ, "GITHUB_TOKEN": CANARY, "HOME": str(self.tmp)}
        told, tell = os.pipe()
        with open(told, "rb") as ear:
            keeper = subprocess.Popen(
                [sys.executable, KEEPER, str(tell), *map(str, words)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=own,
                cwd=ROOT,
                pass_fds=(tell,),
            )
            os.close(tell)
            with keeper:
                out, err = keeper.communicate(timeout=LONGEST_S)
            self.left += json.loads(ear.read())
        return subprocess.CompletedProcess(words, keeper.returncode, out, err)

    def snapshot(self):
        """path -> content of all that a run must leave as it is."""
        folders = (self.klass.course, self.klass.folder, self.plant)
        files = (p for folder in folders for p in folder.rglob("*") if "__pycache__" not in p.parts)
        return {str(p): p.read_bytes() if p.is_file() else b"" for p in files}

    @functools.cached_property
    def scores(self):
        """trick -> (its points, its neighbour's points); by exercise, None where not graded."""
        try:
            found = self.klass.results()
        except (FileNotFoundError, JSONDecodeError):  # a trick ended the run, or wrote over it
            found = {}
        return {
            name: tuple(_points(found.get(text_of_name(student))) for student in pair)
            for name, pair in self.pairs.items()
        }

    def lost(self, name):
        """What staff read of each check that a trick and its neighbour did not pass."""
        return [
            (
                student,
                check.id,
                [m.english() for m in check.messages],
                check.staff,
                check.duration_s,
            )
            for student in map(text_of_name, self.pairs[name])
            for check in self.klass.record(student).checks
            if check.outcome is not Outcome.PASSED
        ]

    def unexpected(self):
        """Lines of standard error that no trick's head foretells."""
        told = [trick.head["told"] for trick in TRICKS.values() if "told" in trick.head]
        lines = self.done.stderr.splitlines()
        return [line for line in lines if not any(words in line for words in told)]

    def harms(self):
        """trick -> what it achieved that it must not, in a word; asked once, kept for later."""
        if self.harmed is None:
            said = {name: self._harm(name, *scores) for name, scores in self.scores.items()}
            self.harmed = {name: harm for name, harm in said.items() if harm}
        return self.harmed

    def _harm(self, name, own, neighbour):
        number, student = [*self.pairs].index(name), text_of_name(self.pairs[name][0])
        folder = self.klass.out / "students" / student_id(student)
        page = "".join(p.read_text(encoding="utf-8").lower() for p in folder.glob("*.html"))
        table = (self.klass.out / "grades.csv").read_text() if folder.exists() else ""
        facts = {
            "points": own != TRICKS[name].points,
            "neighbour": neighbour != FULL,
            "process left": any(f"616.{number:03}" in line for line in self.left),
            "file left": any(f"{self.mark}-{name}" in str(change) for change in self.changed),
            "report": CANARY in page or any(bad.search(page) for bad in (ACTIVE, CONTROLS)),
            "table": student.startswith(FORMULA) and f'"{student}"' in table,
        }
        return next((harm for harm, is_so in facts.items() if is_so), "")

    def strays(self):
        """What is left or changed and tells of no trick."""
        named = [f"{self.mark}-{name}" for name in self.pairs]
        left = [line for line in self.left if "616." not in line]
        return left + [c for c in self.changed if not any(name in str(c) for name in named)]

    def pages(self):
        """All that is written for people and programs, in one text for each file."""
        endings = {".html", ".csv", ".json"}
        found = (p for p in self.klass.out.rglob("*") if p.suffix in endings)
        return {str(p.relative_to(self.klass.out)): p.read_text(encoding="utf-8") for p in found}


def _points(result):
    return result and {e["name"]: e["points"] for e in result["exercises"]}


def _signed(path, mark):
    """What a trick wrote into this module, whatever its name; "" where none did."""
    text = path.read_text(errors="replace") if path.suffix == ".py" and path.is_file() else ""
    return text if mark in text else ""


def marks(mark):
    """Files that tricks left where they would be there for the next one."""
    packages = [Path(p) for p in sys.path if p.endswith("site-packages")]
    packages += ROOT.glob(".cache/everyone/lib/python3*/site-packages")
    places = [Path(p) for p in ("/tmp", "/var/tmp", "/dev/shm", "/", Path.home(), *packages)]
    places += [place / "torch" for place in packages if (place / "torch").is_dir()]
    every = [path for place in places for path in place.iterdir()]
    found = {path: _signed(path, mark) for path in every if mark in path.name}
    found |= {path: text for path in every if (text := _signed(path, mark))}
    for path in found:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    return [f"{path} {text}".strip() for path, text in found.items()]
