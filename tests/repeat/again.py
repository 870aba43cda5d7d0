"""Grades one class again and again, each time otherwise, and compares every verdict.

    python tests/repeat/again.py [CLASS] [--times 20] [--assignment NAME]

Each round has its own number of slots and its own order of students: their folders are linked
under new numbers, by which the command line sorts them, so that each submission meets other
neighbours in other slots. All rounds share one seed. Ends with 1 where any verdict differs.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

GRADER = Path(sys.executable).with_name("grader")
JOBS = (1, 2, 3, 4)
SEED = 20261123

Verdicts = dict[tuple[str, str, str], tuple[object, ...]]  # student, assignment, check


def verdicts(results: Path) -> Verdicts:
    """Every verdict in a `results.json`, students under the names that they have in the class."""
    found: Verdicts = {}
    for result in json.loads(results.read_text(encoding="utf-8"))["results"]:
        student = result["student"].split(" ", 1)[1]
        faults = tuple((fault["whose"], fault["message"]) for fault in result["faults"])
        found[student, result["assignment"], ""] = result["points"], result["max_points"], faults
        for exercise in result["exercises"]:
            for check in exercise["checks"]:
                key = student, result["assignment"], check["id"]
                found[key] = check["outcome"], check["points"], check["message"]
    return found


def shuffled(folder: Path, target: Path, order: random.Random) -> Path:
    """A copy of a class whose students come in another order."""
    students = sorted(path for path in folder.iterdir() if path.is_dir())
    order.shuffle(students)
    for number, student in enumerate(students):
        shutil.copytree(student, target / f"{number:04} {student.name}", symlinks=True)
    return target


def rounds(
    folder: Path, times: int, words: tuple[str, ...] = (), cwd: Path | None = None
) -> Iterator[tuple[int, float, Verdicts]]:
    """Grade `folder` so many times; yields the slots, the seconds and the verdicts of each."""
    for number in range(times):
        jobs = JOBS[number % len(JOBS)]
        with tempfile.TemporaryDirectory() as scratch:
            copy = shuffled(folder, Path(scratch) / "class", random.Random(number))
            out = Path(scratch) / "out"
            begun = time.monotonic()
            command = [GRADER, "run", copy, "--out", out, "--jobs", jobs, "--seed", SEED, "--quiet"]
            done = subprocess.run(
                [*map(str, command), *words], capture_output=True, text=True, cwd=cwd, check=False
            )
            if done.returncode not in (0, 1):
                raise RuntimeError(done.stderr)
            yield jobs, time.monotonic() - begun, verdicts(out / "results.json")


def differences(first: Verdicts, other: Verdicts) -> list[str]:
    """What one round says otherwise than the first, a line each."""
    keys = sorted(first.keys() | other.keys())
    changed = [key for key in keys if first.get(key) != other.get(key)]
    return [f"{' / '.join(key)}: {first.get(key)} became {other.get(key)}" for key in changed]


def main() -> int:
    """Run all rounds; says what each found."""
    parser = argparse.ArgumentParser(description="grade one class many times and compare")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("samples/class"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--assignment", action="append", default=[])
    asked = parser.parse_args()
    words = tuple(word for name in asked.assignment for word in ("--assignment", name))
    first: Verdicts = {}
    differing = 0
    for number, (jobs, seconds, found) in enumerate(rounds(asked.folder, asked.times, words), 1):
        first = first or found
        lines = differences(first, found)
        differing += bool(lines)
        print(
            f"round {number:2}: {jobs} slots, {len(found)} verdicts, {seconds:5.1f} s, "
            f"{len(lines)} differ",
            *lines,
            sep="\n  ",
            flush=True,
        )
    print(f"{asked.times} rounds, {len(first)} verdicts each, {differing} rounds differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
