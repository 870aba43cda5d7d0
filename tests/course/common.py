"""Judges many solutions of an assignment in one pytest process, as the examiner would.

`judged("tensors")` collects the hidden checks once and runs all of them on every solution that
the repository knows by name:

    reference            the solution itself
    skeleton/es, /en     what a student starts from
    wrong/<slug>         the reference with one wrong fragment appended
    right/<style>        an independent right solution, in another style
    garbage/<kind>       a module whose every name does the same useless thing
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import torch

from grader import examiner
from grader.audit.mutate import reached
from grader.audit.source import Definition
from grader.course import Assignment, Course
from grader.examiner.collect import Check
from grader.examiner.judge import Judge
from grader.examiner.plugin import SEAT
from grader.examiner.solutions import Solution, in_process
from grader.records import CheckRecord

ROOT = Path(__file__).parents[2]
RIGHT = Path(__file__).parent / "right"
COURSE = Course(ROOT)
SLUGS = [assignment.slug for assignment in COURSE]
SEEDS = (0, 1, 2)  # of right solutions: a check that fails one by bad luck shows itself
CASES = [  # (assignment, seed); where thresholds come from 40 runs of the reference, one is enough
    (a.slug, seed) for a in COURSE for seed in (SEEDS[:1] if a.thresholds.exists() else SEEDS)
]

GARBAGE = {
    "none": "return None",
    "text": "return 'tensor([1.])'",
    "number": "return 1",
    "huge": "return 10**40",
    "list": "return []",
    "dict": "return {}",
    "pair": "return None, None",
    "triple": "return 'a', 'b', 'c'",
    "nan": "return torch.full((3, 4), torch.nan)",
    "scalar": "return torch.tensor(0.5)",
    "wrong_shape": "return torch.zeros(1, 2, 3, 4, 5)",
    "object": "return object()",
    "always_equal": "return AlwaysEqual()",
    "deep": "return deep()",
    "sparse": "return torch.zeros(3, 4).to_sparse()",
    "meta": "return torch.zeros(3, 4, device='meta')",
    "raises": "raise RuntimeError('no')",
    "raises_value_error": "raise ValueError('no')",
    "raises_index_error": "raise IndexError('no')",
    "exits": "raise SystemExit(0)",
    "interrupts": "raise KeyboardInterrupt",
    "recurses": "return recurse()",
    "skips": "pytest.skip('please')",
    "takes_nothing": "",
    "echo": "return args[0] if args else None",
}
NEVER_RIGHT = sorted(
    set(GARBAGE) - {"echo"}
)  # an echo may be a right answer: `to_device(x, "cpu")`
GARBAGE_HEAD = """\
import pytest
import torch


class AlwaysEqual:
    def __eq__(self, other):
        return True

    __hash__ = None

    def __getattr__(self, name):
        return self


def deep():
    nest = []
    for _ in range(500):
        nest = [nest]
    return nest


def recurse():
    return recurse()
"""

Records = dict[str, CheckRecord]
Seat = Callable[[Path, str], Solution]
PLAIN = (ast.Import, ast.ImportFrom, ast.Expr, *Definition.__args__)


def garbage(assignment: Assignment, kind: str) -> str:
    """A module that defines every name of the assignment, all of them useless in one way."""
    parameters = "" if kind == "takes_nothing" else "*args, **kwargs"
    body = GARBAGE[kind] or "return None"
    names = [exercise.name for exercise in assignment.metadata.exercises]
    return GARBAGE_HEAD + "".join(f"\n\ndef {n}({parameters}):\n    {body}\n" for n in names)


def wrong_files(assignment: Assignment) -> list[Path]:
    """The named wrong fragments of an assignment."""
    return sorted((assignment.reference / "wrong").glob("*.py"))


def right_files(assignment: Assignment) -> list[Path]:
    """The independent right solutions of an assignment."""
    return sorted((RIGHT / assignment.slug).glob("style_*.py"))


def caught_by(path: Path) -> list[str]:
    """The ids on the last line of a wrong fragment's docstring: `caught by: a, b`."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    _, found, ids = docstring.splitlines()[-1].partition("caught by: ")
    assert found, f"{path}: the docstring's last line is not `caught by: <check id>`"
    return [name.strip() for name in ids.split(",")]


def solution_names(assignment: Assignment) -> list[str]:
    """The names of all solutions that the repository knows; no file is read yet."""
    return [
        *("reference", "skeleton/es", "skeleton/en"),
        *(f"wrong/{path.stem}" for path in wrong_files(assignment)),
        *(f"right/{path.stem}" for path in right_files(assignment)),
        *(f"garbage/{kind}" for kind in GARBAGE),
    ]


def source_of(assignment: Assignment, solution: str) -> str:
    """The source of a solution by its name."""
    kind, _, name = solution.partition("/")
    if kind == "garbage":
        return garbage(assignment, name)
    folder, own = assignment.folder, f"{assignment.name}.py"
    path = {
        "reference": assignment.solution,
        "skeleton": folder / own if name == "es" else folder / name / own,
        "wrong": assignment.reference / "wrong" / f"{name}.py",
        "right": RIGHT / assignment.slug / f"{name}.py",
    }[kind]
    text = path.read_text(encoding="utf-8")
    return f"{source_of(assignment, 'reference')}\n\n{text}" if kind == "wrong" else text


def solutions(assignment: Assignment) -> dict[str, str]:
    """The source of every solution that the repository knows, by name."""
    return {name: source_of(assignment, name) for name in solution_names(assignment)}


def concerned(assignment: Assignment, solution: str) -> set[str]:
    """The exercises whose checks have to run on a solution.

    A wrong fragment of definitions alone changes the exercises that use what it defines; the
    others do what the reference does. `grader audit` runs all checks nevertheless.
    """
    every = {exercise.name for exercise in assignment.metadata.exercises}
    kind, _, name = solution.partition("/")
    if kind != "wrong":
        return every
    path = assignment.reference / "wrong" / f"{name}.py"
    fragment = ast.parse(path.read_text(encoding="utf-8")).body
    if not all(isinstance(node, PLAIN) for node in fragment):
        return every
    changed = {node.name for node in fragment if isinstance(node, Definition)}
    whole = ast.parse(source_of(assignment, solution)).body
    definitions = {node.name: node for node in whole if isinstance(node, Definition)}
    return {name for name in every if changed & reached(name, definitions)}


class Bench:
    """A pytest plugin: its run loop runs the collected checks on each solution in turn.

    Of exercises that a solution does not change it has the reference's records.
    """

    def __init__(
        self,
        sources: dict[str, str],
        seeds: tuple[int, ...],
        changes: dict[str, set[str]],
        seat: Seat,
    ) -> None:
        self.sources = sources
        self.seeds = seeds
        self.changes = changes
        self.seat = seat
        self.judge = Judge()
        self.found: dict[tuple[str, int], Records] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        """Watch each phase of each check."""
        config.pluginmanager.register(self.judge)

    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """A report that says nothing: the judge has seen the phase, and a real one costs 40 ms."""
        when = call.when
        assert when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, "passed", None, when)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Put each solution in the student's seat, once for each seed."""
        items = [item for item in session.items if isinstance(item, pytest.Function)]
        names = [item.originalname for item in items]
        checks = [Check(item, names.count(item.originalname)) for item in items]
        seat = session.config.stash[SEAT]
        for name, source in self.sources.items():
            right = name.startswith(("reference", "right/"))
            for seed in self.seeds if right else self.seeds[:1]:
                seat.seed = seed
                seat.student = self.seat(Path(f"{name}.py"), source)
                own = self.changes.get(name)
                changed = [c for c in checks if own is None or c.blank.exercise in own]
                records = [self.judged_alone(check, seat.student) for check in changed]
                found = {record.id: record for record in records}
                self.found[name, seed] = {**self.found.get(("reference", seed), {}), **found}
        return True

    def judged_alone(self, check: Check, student: Solution) -> CheckRecord:
        """One check's record; as in a fork, no check finds gradients turned off by another's."""
        with torch.enable_grad():
            return self.judge.judge(check, None, student)


def run_checks(
    checks: Path,
    sources: dict[str, str],
    seeds: tuple[int, ...] = SEEDS,
    changes: dict[str, set[str]] | None = None,
    seat: Seat = in_process,
) -> dict[tuple[str, int], Records]:
    """What the checks of a file find in each solution: (name, seed) to the records by check id.

    `changes` says of which exercises a solution is judged, where that is not all; `seat` makes
    the student of the path and the source of one.
    """
    bench = Bench(sources, seeds, changes or {}, seat)
    ini = Path(examiner.__file__).with_name("examiner.ini")
    arguments = [
        *("-c", str(ini), "--rootdir", str(ROOT), "--import-mode=importlib", "--noconftest"),
        *("-p", "no:cacheprovider", "-p", "no:timeout", "-p", "no:faulthandler"),
        *("-W", "ignore", "-qq", "--capture=no", str(checks)),
    ]
    status = pytest.main(arguments, plugins=[bench])
    assert status == pytest.ExitCode.OK, f"{checks}: pytest ended with {status!r}"
    return bench.found


def judged_here(slug: str, solution: str) -> bool:
    """Not right solutions that train for minutes: these are graded, once, with all the others."""
    return not (solution.startswith("right/") and COURSE.find(slug).thresholds.exists())


@cache
def judged(slug: str) -> dict[tuple[str, int], Records]:
    """What the hidden checks find in every solution that the repository knows."""
    assignment = COURSE.find(slug)
    seeds = tuple(seed for own, seed in CASES if own == slug)
    names = [name for name in solution_names(assignment) if judged_here(slug, name)]
    changes = {name: concerned(assignment, name) for name in names}
    return run_checks(assignment.hidden_checks, solutions(assignment), seeds, changes)


@cache
def judged_publicly(slug: str) -> dict[tuple[str, int], Records]:
    """The same by the public checks, which nobody promises to find a mistake."""
    assignment = COURSE.find(slug)
    found = solutions(assignment).items()
    sources = {name: source for name, source in found if not name.startswith("wrong/")}
    return run_checks(assignment.public_checks, sources, SEEDS[:1])
