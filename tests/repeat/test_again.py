"""One class, graded with other slots, other neighbours and in another order: the same verdicts."""

import json

import nbformat
import pytest

from tests.calibration.course import grader
from tests.repeat.again import differences, rounds, verdicts

TIMES = 3  # with 1, 2 and 3 slots
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]
METADATA = """\
name = "dice"
number = 1
title = { es = "Dados", en = "Dice" }

[[exercises]]
name = "warm_up"
points = 1
title = { es = "Calentamiento", en = "Warm-up" }
hint = { es = "Da dos veces 1.", en = "Give 1 twice." }

[[exercises]]
name = "bits"
points = 16
title = { es = "Bits", en = "Bits" }
hint = { es = "Dieciséis.", en = "Sixteen." }
"""
# What a check here finds is chance alone: a verdict for each of sixteen bits of a student's.
CHECKS = '''\
"""Hidden checks of dice."""

import pytest

from grader.checks import agree, holds, points


@points(1, exercise="warm_up")
def test_warms_up(student):
    """`warm_up` gives 1, twice."""
    agree([student.warm_up(), student.warm_up()], [1, 1])


@points(16, exercise="bits")
@pytest.mark.parametrize("number", range(16))
def test_bit(student, number, rng):
    """This bit is as the dice will have it."""
    bits = student.bits()
    holds(type(bits) is list and len(bits) == 16, "not sixteen")
    holds(bits[number] != (rng.random() < 0.5), "the other side")
'''
HEAD = "import random\nimport numpy as np\nimport torch\n"
WARM = "def warm_up():\n    return 1\n"
SOURCES = {
    "torch-called": "def bits():\n    return (torch.rand(16) < 0.5).tolist()\n",
    "numpy-called": "def bits():\n    return (np.random.rand(16) < 0.5).tolist()\n",
    "random-called": "def bits():\n    return [random.random() < 0.5 for _ in range(16)]\n",
    "torch-loaded": "B = (torch.rand(16) < 0.5).tolist()\ndef bits():\n    return B\n",
    "numpy-loaded": "B = (np.random.rand(16) < 0.5).tolist()\ndef bits():\n    return B\n",
    "random-loaded": "B = [random.random() < 0.5 for _ in range(16)]\ndef bits():\n    return B\n",
    "set-of-words": "def bits():\n    return [w < 'i' for w in set('abcdefghijklmnop')]\n",
    "hash-of-words": "def bits():\n    return [hash(c) % 8 < 4 for c in 'abcdefghijklmnop']\n",
    "trained": """\
def bits():
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
    step = torch.optim.SGD(model.parameters(), lr=0.5)
    x = torch.randn(16, 4)
    for _ in range(20):
        step.zero_grad()
        torch.nn.functional.mse_loss(model(x), x[:, :1] * x[:, 1:2]).backward()
        step.step()
    return (model(torch.randn(16, 4)).squeeze(1) < 0).tolist()
""",
}


def written(folder, student, source, *, notebook=False):
    """Hand in a module, or a notebook with a cell for each part."""
    path = folder / student
    path.mkdir(parents=True)
    if not notebook:
        (path / "dice.py").write_text(source, encoding="utf-8")
        return
    cells = [nbformat.v4.new_code_cell(part) for part in source.split("\n\n")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path / "dice.ipynb")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of one assignment, all of whose verdicts are chance."""
    root = tmp_path_factory.mktemp("course")
    for name, text in {
        "assignments/01_dice/assignment.toml": METADATA,
        "reference/01_dice/test_dice.py": CHECKS,
        "reference/01_dice/dice.py": HEAD + WARM + SOURCES["torch-called"],
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def graded(course):
    """The verdicts of each round over a class whose every verdict is chance."""
    folder = course / "class"
    for name, source in SOURCES.items():
        written(folder, name, HEAD + WARM + source)
    written(folder, "torch-called-cold", HEAD + SOURCES["torch-called"])
    for name in ("random-loaded", "torch-called"):
        parts = "\n\n".join((HEAD, WARM, SOURCES[name]))
        written(folder, f"{name}-notebook", parts, notebook=True)
    return [found for _, _, found in rounds(folder, TIMES, ("--course", str(course)))]


def test_every_round_gives_the_same_verdicts(graded):
    """No verdict depends on slots, order or neighbours, though each hangs on chance."""
    assert [differences(graded[0], other) for other in graded] == [[]] * TIMES


def test_the_verdicts_are_indeed_chance(graded):
    """Each of these submissions passes some checks and fails some: the dice were thrown."""
    for student in SOURCES:
        passed = [v[1] for (s, _, check), v in graded[0].items() if s == student and "bit" in check]
        assert 0 < sum(passed) < 16
        assert len(passed) == 16


def test_a_check_does_not_depend_on_those_before_it(graded):
    """Whoever fails an earlier check throws the same dice in the later ones."""

    def bits(student):
        return [v for (s, _, c), v in sorted(graded[0].items()) if s == student and "bit" in c]

    assert bits("torch-called") == bits("torch-called-cold")


def test_the_recorded_seed_reproduces(course, tmp_path):
    """A run without `--seed` records the one it chose; that one gives the same verdicts again."""
    written(tmp_path / "class", "1 ana", HEAD + WARM + SOURCES["trained"])
    found, seed = [], None
    for name in ("first", "again", "other"):
        words = () if seed is None else ("--seed", seed + (name == "other"))
        done = grader("run", "class", "--course", course, "--out", name, *words, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        seed = json.loads((tmp_path / name / "results.json").read_text())["seed"]
        found.append(verdicts(tmp_path / name / "results.json"))
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_a_difference_is_seen(tmp_path):
    """What compares the rounds tells one changed outcome from none."""
    check = {"id": "c", "outcome": "passed", "points": 1, "message": ""}
    result = {"student": "0001 ana", "assignment": "dice", "points": 1, "max_points": 1}
    path = tmp_path / "results.json"
    found = []
    for outcome in ("passed", "failed"):
        exercises = [{"checks": [{**check, "outcome": outcome}]}]
        rows = [{**result, "faults": [], "exercises": exercises}]
        path.write_text(json.dumps({"results": rows}))
        found.append(verdicts(path))
    assert differences(found[0], found[0]) == []
    assert differences(*found) == [
        "ana / dice / c: ('passed', 1, '') became ('failed', 1, '')",
    ]
