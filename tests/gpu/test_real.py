"""A real GPU, through the real command line. Skipped, with the reason, where there is none."""

import pytest

from grader.sandbox import gpus
from tests.devices.programs import COURSE, RIGHT, WRONG, program
from tests.e2e.small import Class

GREEDY = """if x.is_cuda and torch.version.cuda:
        torch.empty(int(0.9 * torch.cuda.get_device_properties(0).total_memory), dtype=torch.uint8,
                    device=x.device)
    return x + 1"""
TRAINS = "import torch\n\nw = torch.ones(2, requires_grad=True)\n(w * w).sum().backward()\n"
ASKS = "import torch\n\nDEVICE = 'cuda' if torch.cuda.is_available() else 'cpu'\n"


@pytest.fixture(scope="module")
def cards():
    """The GPUs of this machine."""
    try:
        return gpus.find()
    except gpus.NoGpu as why:
        pytest.skip(f"no GPU: {why}")


@pytest.fixture(scope="module")
def graded(cards, tmp_path_factory):
    """A class graded with the GPU, two submissions at once."""
    klass = Class(tmp_path_factory.mktemp("gpu"))
    klass.course = COURSE
    bodies = {name: program(body) for name, body in {**WRONG, "greedy": GREEDY}.items()}
    asks, trains = (head + RIGHT for head in (ASKS, TRAINS))
    for student, text in {**bodies, "right": RIGHT, "asks": asks, "trains": trains}.items():
        klass.hand_in(student, text, "place.py")
    done = klass.run("--device", "cuda", "--gpu-slots", "2", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    return klass


def found(klass, student):
    """points, points that could be earned, outcome of the check of devices."""
    result = klass.results("place")[student]
    check = result["exercises"][0]["checks"][1]
    return result["points"], result["max_points"], check["outcome"]


def test_right_ones_have_full_marks(graded, cards):
    """A right solution passes on the GPU too, also where it asks for one when it is imported."""
    assert found(graded, "right") == (3, 3, "passed")
    assert found(graded, "asks") == (3, 3, "passed")
    assert graded.record("right").environment["devices"] == cards[0].name


@pytest.mark.parametrize("student", WRONG)
def test_wrong_ones_lose_the_check(graded, student):
    """Each mistake that the drill finds is one on the GPU."""
    assert found(graded, student) == (1, 3, "failed")


def test_memory_of_the_gpu_is_capped(graded):
    """Nobody can take more than a slot's share."""
    assert found(graded, "greedy") == (1, 3, "failed")


def test_training_while_loading_costs_nothing(graded):
    """A backward pass while the file is loaded may keep it from the GPU, at nobody's cost."""
    points, most, outcome = found(graded, "trains")
    assert (points == most, outcome in ("not_run", "passed")) == (True, True)
