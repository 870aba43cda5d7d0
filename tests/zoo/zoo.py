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

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from grader.discovery import text_of_name
from tests.e2e.small import FULL, SOLUTION, Class
from tests.zoo.leavings import Orphans
from tests.zoo.packing import pack, pair

HERE = Path(__file__).resolve().parent
# In the name of every file that a trick tries to leave; other zoos of this machine have theirs.
MARK = f"zoo-{os.getpid()}-was-here"
CANARY = "canary-6161-secret"  # in everything that must not be read
NAP = "616.5"  # how long programs sleep that tricks leave behind
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
LIMITS = {"load_s = 6": "load_s = 3", "call_s = 2": "call_s = 1", "cpu_s = 10": "cpu_s = 6"}


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
    """A class of tricks and neighbours, graded in one run in one slot."""

    tmp: Path
    done: object = None
    seconds: float = 0.0
    left: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    pairs: dict = field(default_factory=dict)  # trick -> its student and the one behind it

    def __post_init__(self):
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
        for folder in (self.plant, *self.plant.parents[:2]):
            folder.chmod(0o777 if folder == self.plant else 0o755)

    def fill(self, victim, tricks):
        """Hand in the tricks, an honest neighbour behind each."""
        klass = self.klass
        paths = (klass.course, klass.folder, klass.out, klass.book, self.plant)
        facts = (victim, MARK, CANARY[::-1], NAP)
        prelude = PRELUDE.format(paths=tuple(map(str, paths)), facts=facts)
        for number, trick in enumerate(tricks):
            own, neighbour = self.pairs[trick.name] = pair(number, trick)
            (klass.folder / own).mkdir()
            pack(trick, klass.folder / own, SOLUTION, prelude)
            klass.hand_in(neighbour, f"# {trick.name}\n{SOLUTION}")

    def run(self, command, *words, tricks=None, timeout=600.0, **environment):
        """Grade all with a command line in place of `grader`; then look at what is left."""
        tricks = list(TRICKS.values()) if tricks is None else tricks
        orphans = Orphans()
        words = [*map(str, command), *self.klass.command("--jobs", "1", *words)[1:]]
        victim = subprocess.Popen(["sleep", NAP])
        self.fill(victim.pid, tricks)
        before, started = self.snapshot(), time.monotonic()
        own = {**os.environ, "GITHUB_TOKEN": CANARY, **environment}
        try:
            self.done = subprocess.run(
                words, capture_output=True, text=True, timeout=timeout, env=own, check=False
            )
            self.seconds = time.monotonic() - started
            if victim.poll() is not None:
                self.changed.append("the victim was ended")
        finally:
            victim.kill()
            victim.wait()
            self.left = orphans.end()
        self.changed += sorted(set(before.items()) ^ set(self.snapshot().items())) + marks()

    def snapshot(self):
        """path -> content of all that a run must leave as it is."""
        folders = (self.klass.course, self.klass.folder, self.plant)
        files = (p for folder in folders for p in folder.rglob("*") if "__pycache__" not in p.parts)
        return {str(p): p.read_bytes() if p.is_file() else b"" for p in files}

    def scores(self):
        """trick -> (its points, its neighbour's points); by exercise, None where not graded."""
        found = self.klass.results() if (self.klass.out / "results.json").exists() else {}
        return {
            name: tuple(_points(found.get(text_of_name(student))) for student in pair)
            for name, pair in self.pairs.items()
        }

    def unexpected(self):
        """Lines of standard error that no trick's head foretells."""
        told = ["graded without these layers: user"]
        told += [trick.head["told"] for trick in TRICKS.values() if "told" in trick.head]
        lines = self.done.stderr.splitlines()
        return [line for line in lines if not any(words in line for words in told)]

    def pages(self):
        """All that is written for people and programs, in one text for each file."""
        endings = {".html", ".csv", ".json"}
        found = (p for p in self.klass.out.rglob("*") if p.suffix in endings)
        return {str(p.relative_to(self.klass.out)): p.read_text(encoding="utf-8") for p in found}


def _points(result):
    return result and {e["name"]: e["points"] for e in result["exercises"]}


def marks():
    """Files that tricks left where they would be there for the next one."""
    packages = Path(sys.prefix, "lib", f"python3.{sys.version_info[1]}", "site-packages")
    places = ("/tmp", "/var/tmp", "/dev/shm", Path.home(), packages, packages / "torch", "/")
    found = [p for place in places for p in Path(place).iterdir() if MARK in p.name]
    for path in found:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    return [str(path) for path in found]
