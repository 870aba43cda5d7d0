"""What is particular to the assignment `tensors`: chance, devices that are not there, points."""

import importlib.util
import math
import re
from types import SimpleNamespace

import pytest
import torch

from grader.faults import StudentFault
from tests.course.common import COURSE, run_checks, source_of

TENSORS = COURSE.find("tensors")


@pytest.fixture(scope="module")
def checks():
    """The file of hidden checks, as a module."""
    spec = importlib.util.spec_from_file_location("hidden_tensors", TENSORS.hidden_checks)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_right_draws_fail_less_than_once_in_a_billion(checks):
    """The bounds of `looks_uniform` leave bad luck no room, for all draws of one grading."""
    n = math.prod(checks.DRAWS)
    distance = 2 * math.exp(-2 * n * 0.0625**2)  # Dvoretzky-Kiefer-Wolfowitz
    correlation = math.erfc(0.12 * math.sqrt(n - 1) / math.sqrt(2))  # normal, variance 1 / n
    samples = 4 + 2 + 2  # judged by the three checks that draw
    assert samples * (distance + correlation) < 1e-9


def test_no_seed_fails_the_reference():
    """Ten more seeds, and the reference still passes everything."""
    found = run_checks(
        TENSORS.hidden_checks, {"reference": source_of(TENSORS, "reference")}, tuple(range(90, 100))
    )
    lost = [(key, r.id) for key, records in found.items() for r in records.values() if not r.points]
    assert (len(found), lost) == (10, [])


@pytest.mark.parametrize(
    "make",
    [
        lambda: torch.linspace(0, 1, 4096),
        lambda: torch.rand(4096).sort().values,
        lambda: torch.rand(4096) * 0.9,
        lambda: torch.rand(4096) ** 1.3,
        lambda: torch.full((4096,), torch.nan),
        lambda: torch.cat([torch.rand(4095), torch.tensor([1.01])]),
    ],
    ids=["even", "sorted", "narrow", "bent", "nan", "outside"],
)
def test_what_is_not_uniform_is_seen(checks, make):
    """A sample that is not drawn, not uniform or not in the interval is refused."""
    torch.manual_seed(0)
    with pytest.raises(StudentFault):
        checks.looks_uniform(make(), 0.0, 1.0)


@pytest.mark.parametrize(
    ("cuda", "mps", "want"),
    [(True, True, "cuda"), (True, False, "cuda"), (False, True, "mps"), (False, False, "cpu")],
)
def test_pretended_devices_reach_every_import(checks, cuda, mps, want):
    """A solution that bound the two functions when it was imported is asked the same question."""
    from torch.backends.mps import is_available as mps_there
    from torch.cuda import is_available as cuda_there

    def best_device():
        return "cuda" if cuda_there() else "mps" if mps_there() else "cpu"

    assert checks.device_where(SimpleNamespace(best_device=best_device), cuda, mps) == want


def test_pretending_is_undone(checks):
    """After the probe, both functions say again what they said before."""
    before = torch.cuda.is_available(), torch.backends.mps.is_available()
    checks.device_where(SimpleNamespace(best_device=lambda: "cpu"), not before[0], not before[1])
    assert (torch.cuda.is_available(), torch.backends.mps.is_available()) == before


@pytest.mark.parametrize(("lang", "word"), [("es", "punto"), ("en", "point")])
def test_handout_says_what_each_exercise_is_worth(lang, word):
    """The points in the headings are those of `assignment.toml`."""
    text = (TENSORS.folder / f"handout.{lang}.md").read_text(encoding="utf-8")
    said = re.findall(rf"^## 1\.\d+ `(\w+)` \((\d+) {word}s?\)$", text, flags=re.MULTILINE)
    assert {name: float(number) for name, number in said} == {
        exercise.name: exercise.points for exercise in TENSORS.metadata.exercises
    }
