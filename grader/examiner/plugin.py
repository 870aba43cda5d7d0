"""The pytest plugin of check files: options, the fixtures that checks use, and their marks.

`pytest reference/01_tensors` runs the checks against the reference with nothing else set up;
`--solution FILE` judges another module. The examiner hands in what `Seat` holds instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grader.checks.devices import Device
from grader.checks.devices import devices as devices_of
from grader.checks.measured import Measured, Recorder
from grader.checks.thresholds import FILE, Thresholds, thresholds_of
from grader.examiner.draws import Draws, seed_of
from grader.examiner.elsewhere import NO_DEVICES, Unjudged
from grader.examiner.solutions import Solution, in_process
from grader.faults import GraderFault
from grader.messages import Message


class Seat:
    """Who is examined: filled by the examiner for each submission, else by the command line."""

    student: Solution | None = None
    seed: int = 0
    lacking: str = ""  # why checks that ask for devices cannot be judged
    recorder: Callable[[str], Recorder] | None = None  # by check id, while calibrating


SEAT = pytest.StashKey[Seat]()
NOTE = "staff"  # among a check's user properties: what staff should know of one that passed


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--solution FILE` and `--seed N`."""
    group = parser.getgroup("grader", "checks of assignments")
    group.addoption("--solution", metavar="FILE", help="module to judge instead of the reference")
    group.addoption("--seed", type=int, default=0, help="seed of the inputs that checks draw")


def pytest_configure(config: pytest.Config) -> None:
    """Make a seat, empty but for the seed."""
    config.addinivalue_line("markers", "points(value, exercise, hint): what a check is worth")
    seat = Seat()
    seat.seed = config.getoption("--seed")
    config.stash[SEAT] = seat


def check_id(item: pytest.Item) -> str:
    """A check's stable id: its function's name without `test_`, with its parameters."""
    return item.name.removeprefix("test_")


def reference_of(path: Path) -> Path:
    """The solution beside a check file: `test_tensors.py` judges like `tensors.py`."""
    return path.with_name(path.name.removeprefix("test_"))


@pytest.fixture
def reference(request: pytest.FixtureRequest, seed: int) -> Solution:
    """The reference solution, on the trusted side."""
    path = reference_of(request.path)
    if not path.exists():
        raise GraderFault(f"{path} is missing: the reference solution stands beside its checks.")
    return trusted(path).seeded(seed)


trusted = cache(in_process)  # executed once, before the examiner forks where it can be


@pytest.fixture
def student(request: pytest.FixtureRequest, seed: int) -> Iterator[Solution]:
    """The solution that is judged. A check that passes without asking it proves nothing."""
    solution = request.config.stash[SEAT].student
    if solution is None:
        named = request.config.getoption("--solution")
        solution = in_process(Path(named) if named else _beside(request.path))
    solution.seeded(seed)
    before = solution._calls
    yield solution
    if solution._calls == before:
        raise GraderFault(f"{request.node.name} never asked the student's code anything.")


def _beside(path: Path) -> Path:
    own = reference_of(path)
    return own if own.exists() else own.with_name(own.name.replace("_public", ""))


@pytest.fixture
def devices(request: pytest.FixtureRequest, student: Solution) -> tuple[Device, ...]:
    """Where a check puts its arguments, one after the other: `student.on(device).f(x)`."""
    lacking = request.config.stash[SEAT].lacking
    if lacking:
        raise Unjudged(Message(NO_DEVICES), lacking)
    return devices_of(student._gpu)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of this check's draws."""
    base = request.config.stash[SEAT].seed
    return seed_of(base, f"{request.path.stem}/{check_id(request.node)}")


@pytest.fixture
def run_seed(request: pytest.FixtureRequest) -> int:
    """The seed of the whole run, for what `grader.checks.once` makes."""
    return request.config.stash[SEAT].seed


@pytest.fixture
def draws(seed: int) -> Draws:
    """The source of this check's inputs."""
    return Draws(seed)


@pytest.fixture
def randn(draws: Draws) -> Callable[..., Any]:
    """`randn(*shape, dtype=float32)`: standard normal inputs."""
    return draws.randn


@pytest.fixture
def rand(draws: Draws) -> Callable[..., Any]:
    """`rand(*shape, dtype=float32)`: uniform inputs in [0, 1)."""
    return draws.rand


@pytest.fixture
def randint(draws: Draws) -> Callable[..., Any]:
    """`randint(low, high, shape, dtype=int64)`: integer inputs."""
    return draws.randint


@pytest.fixture
def rng(draws: Draws) -> Any:
    """A `random.Random` for everything else that a check draws."""
    return draws.random


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    """Judges measured values by this check's calibrated thresholds, which stand in no check."""
    own, seat = check_id(request.node), request.config.stash[SEAT]
    if seat.recorder is not None:
        return Measured(own, Thresholds(), recorder=seat.recorder(own))

    def note(text: str) -> None:
        request.node.user_properties.append((NOTE, text))

    return Measured(own, thresholds_of(request.path.with_name(FILE)), noter=note)
