"""`make bench`: how long the same six exercises take in each harness, in one run on this machine.

Repetitions go round all harnesses in turn, so that a busy minute of the machine is everybody's.
Prints medians beside the project's bounds and writes all measured seconds as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import peers
import plainly
from ours import Class, Form
from table import show

CACHE = Path(__file__).resolve().parents[2] / ".cache/bench"
Samples = dict[str, list[float]]


def main() -> None:
    """Measure, show, write."""
    options = parse()
    CACHE.mkdir(parents=True, exist_ok=True)
    rounds = measures(options)
    samples: Samples = {}
    for number in range(options.repetitions):
        print(f"round {number + 1} of {options.repetitions}", file=sys.stderr, flush=True)
        for measure in rounds:
            for name, seconds in measure().items():
                samples.setdefault(name, []).append(seconds)
    medians = {name: statistics.median(values) for name, values in samples.items()}
    show(medians, options.students)
    write(options.json, samples, options)


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--students", type=int, default=50, help="size of our classes")
    parser.add_argument("--nbgrader-students", type=int, default=10, help="they share its start-up")
    parser.add_argument("--no-peers", action="store_true", help="neither nbgrader nor Otter")
    parser.add_argument("--json", type=Path, default=CACHE / "bench.json")
    return parser.parse_args()


def measures(options: argparse.Namespace) -> list[Callable[[], dict[str, float]]]:
    """Everything that one round does, set up and ready to be timed."""
    bare, cold = plainly.Bare(), plainly.ColdPytest(CACHE)
    found: list[Callable[[], dict[str, float]]] = [
        lambda: {"bare module": bare.module(), "bare notebook": bare.notebook()},
        lambda: {"cold pytest": cold.seconds()},
        ours("module", options.students),
        ours("notebook", options.students),
    ]
    if not options.no_peers:
        nbgrader = peers.Nbgrader(CACHE, options.nbgrader_students)
        otter = peers.Otter(CACHE)
        found.append(lambda: {"nbgrader": nbgrader.class_seconds()})
        found.append(lambda: {"nbgrader, one alone": nbgrader.single_seconds()})
        found.append(lambda: {"otter": otter.seconds()})
    return found


def ours(form: Form, students: int) -> Callable[[], dict[str, float]]:
    """One round of our own: the class with one slot, then with two."""
    group = Class(CACHE, form, students)

    def measure() -> dict[str, float]:
        one, two = group.run(jobs=1), group.run(jobs=2)
        cells = {} if form == "module" else {f"{form} cells": one.cells}
        return {
            f"{form} in its slot": one.submission,
            **cells,
            f"{form} of a class, 1 slot": one.wall / students,
            f"{form} of a class, 2 slots": two.wall / students,
        }

    return measure


def write(path: Path, samples: Samples, options: argparse.Namespace) -> None:
    """All samples with what they were measured on."""
    facts = {
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cores": os.cpu_count(),
        "packages": peers.PACKAGES,
        "students": options.students,
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
    path.write_text(json.dumps({"facts": facts, "seconds": samples}, indent=2) + "\n")
    print(f"All samples: {path}")


if __name__ == "__main__":
    main()
