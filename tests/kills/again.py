"""Kills processes of ours at random instants of a class, and compares what the gradebook holds.

    python tests/kills/again.py [--times 200] [--first 0]

Each round grades one small class and ends, by SIGKILL, one process at an instant drawn from the
time that an undisturbed run takes: the orchestrator, an examiner, a host or a warden in turn. The
same command then runs again until it exits with 0. Ends with 1 where a verdict differs from the
undisturbed run's, a submission is recorded twice, or a process is left.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import psutil

from tests.e2e.small import HERE, SOLUTION
from tests.repeat.again import GRADER, Verdicts, differences, verdicts

CLASS = {  # student -> module; a name begins with a number, as `verdicts` wants it
    "1 right": SOLUTION,
    "2 slow": "import time\n\ntime.sleep(1)\n" + SOLUTION,
    "3 wrong": SOLUTION + "\n\ndef double(x):\n    return x + 1\n",
    "4 hangs": SOLUTION + "\n\ndef double(x):\n    while True:\n        pass\n",
    "5 ends": SOLUTION + "\n\ndef double(x):\n    __import__('os')._exit(0)\n",
    "6 broken": SOLUTION + "\n\n(",
    "7 right": SOLUTION,
    "8 slow": "import time\n\ntime.sleep(1)\n" + SOLUTION,
}
ROLES = ("orchestrator", "examiner", "host", "warden")
PATIENCE_S = 30.0


class Round:
    """A class of its own in a folder, and the command that grades it."""

    def __init__(self, folder: Path) -> None:
        self.out, self.book = folder / "out", folder / "gradebook.db"
        for student, source in CLASS.items():
            (folder / "class" / student).mkdir(parents=True)
            (folder / "class" / student / "tiny.py").write_text(source, encoding="utf-8")
        words = ["run", folder / "class", "--course", HERE / "course", "--out", self.out]
        words += ["--gradebook", self.book, "--jobs", 2, "--seed", 7, "--quiet"]
        self.command = [str(word) for word in (GRADER, *words)]

    def start(self) -> psutil.Popen:
        """Start grading."""
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return psutil.Popen(self.command, **streams)

    def finish(self) -> int:
        """Run until the exit code is 0; returns how often that took. Raises RuntimeError."""
        for times in itertools.count(1):
            with self.start() as process:
                code = process.wait()
            if code == 0:
                return times
            if times == 3:
                raise RuntimeError(f"the command still exits with {code}")
        raise AssertionError

    def verdicts(self) -> Verdicts:
        """What the class is told."""
        return verdicts(self.out / "results.json")

    def twice(self) -> list[str]:
        """Students with more than one attempt that no fault of ours spoilt."""
        query = (
            "SELECT student.name FROM attempt JOIN submission ON submission.id = submission_id "
            "JOIN student ON student.id = student_id WHERE NOT provisional"
        )
        with closing(sqlite3.connect(self.book)) as connection:
            found = Counter(name for (name,) in connection.execute(query))
        return [name for name, times in found.items() if times > 1]


def of_role(run: psutil.Process, role: str) -> list[psutil.Process]:
    """The processes of a run that have a role at this instant."""
    if role == "orchestrator":
        return [run]
    children = run.children()
    examiners = [c for c in children if "grader.examiner" in c.cmdline()]
    if role == "examiner":
        return [*examiners, *(p for c in examiners for p in c.children(recursive=True))]
    hosts = [c for c in children if "host" in c.cmdline()]
    chains = [list(_chain(host)) for host in hosts]
    if role == "host":
        return [process for chain in chains for process in chain]
    first = [child for chain in chains for child in chain[-1].children()]
    return [*first, *(p for child in first for p in child.children())]


def _chain(host: psutil.Process) -> list[psutil.Process]:
    """From a host's root, which may be bubblewrap, down to the warm interpreter."""
    chain = [host]
    while chain[-1].name() == "bwrap" and (below := chain[-1].children()):
        chain.append(below[0])
    return chain


def victim(run: psutil.Process, role: str, chance: random.Random) -> psutil.Process | None:
    """Some process of the role, waiting until there is one; None where the run has ended."""
    while run.is_running() and run.status() != psutil.STATUS_ZOMBIE:
        with suppress(psutil.NoSuchProcess):
            if found := of_role(run, role):
                return chance.choice(found)
        time.sleep(0.005)
    return None


def disturbed(number: int, seconds: float, expected: Verdicts) -> tuple[str, float, list[str]]:
    """One round: (role, instant, what is wrong afterwards)."""
    chance, role = random.Random(number), ROLES[number % len(ROLES)]
    instant = chance.uniform(0, seconds)
    with tempfile.TemporaryDirectory() as scratch:
        one = Round(Path(scratch))
        with one.start() as run:
            time.sleep(instant)
            family = run.children(recursive=True) if run.is_running() else []
            if chosen := victim(run, role, chance):
                with suppress(psutil.NoSuchProcess):
                    family = run.children(recursive=True)
                    chosen.kill()
            run.wait()
            _, left = psutil.wait_procs(family, PATIENCE_S)
        wrong = [f"left over: {process}" for process in left]
        one.finish()
        wrong += [f"twice: {student}" for student in one.twice()]
        return role, instant, wrong + differences(expected, one.verdicts())


def undisturbed() -> tuple[float, Verdicts]:
    """How long the class takes, and what it is told."""
    with tempfile.TemporaryDirectory() as scratch:
        one = Round(Path(scratch))
        begun = time.monotonic()
        one.finish()
        return time.monotonic() - begun, one.verdicts()


def main() -> int:
    """Run all rounds; says what each found."""
    parser = argparse.ArgumentParser(description="kill processes of a run and compare gradebooks")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="number of the first round")
    asked = parser.parse_args()
    seconds, expected = undisturbed()
    print(f"undisturbed: {len(expected)} verdicts in {seconds:.1f} s", flush=True)
    spoilt = 0
    for number in range(asked.first, asked.first + asked.times):
        role, instant, wrong = disturbed(number, seconds, expected)
        spoilt += bool(wrong)
        line = f"round {number:3}: {role:12} killed after {instant:5.2f} s, {len(wrong)} wrong"
        print(line, *wrong, sep="\n  ", flush=True)
    print(
        f"{asked.times} kills, {spoilt} of them changed what the gradebook says or left a process"
    )
    return 1 if spoilt else 0


if __name__ == "__main__":
    sys.exit(main())
