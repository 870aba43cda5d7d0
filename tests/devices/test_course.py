"""The course's own mistakes about devices, through the real command line and its sandbox."""

import pytest

from tests.course.common import COURSE, ROOT, caught_by, source_of
from tests.e2e.small import Class

MIXED = "Expected all tensors to be on the same device"
WRONG = "It lies on the wrong device."
# assignment -> a named mistake, and what its author reads
MISTAKES = {
    "tensors": ("add_into_zeros", MIXED),
    "inplace": ("clamp_if_there_is_a_gpu", WRONG),
    "autograd": ("accumulated_into_zeros", MIXED),
    "data": ("pad_labels_on_the_cpu", WRONG),
    "model": ("count_by_numpy", "can't convert cuda:0 device type tensor to numpy"),
    "training": ("train_moves_inputs_alone", MIXED),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A right and a wrong submission of each assignment."""
    klass = Class(tmp_path_factory.mktemp("devices"))
    klass.course = ROOT
    for name, (mistake, _) in MISTAKES.items():
        assignment = COURSE.find(name)
        for student, solution in (("right", "reference"), ("wrong", f"wrong/{mistake}")):
            klass.hand_in(student, source_of(assignment, solution), f"{name}.py")
    done = klass.run("--device", "cpu")
    assert done.returncode == 0, done.stderr
    return klass


def checks(klass, name, student):
    """The checks of a submission by their ids."""
    result = klass.results(name)[student]
    return {check["id"]: check for e in result["exercises"] for check in e["checks"]}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_costs_its_check_and_is_told(graded, name):
    """The named check fails, no other does, and its author reads what happened."""
    mistake, told = MISTAKES[name]
    path = COURSE.find(name).reference / "wrong" / f"{mistake}.py"
    found = checks(graded, name, "wrong")
    lost = {key: check for key, check in found.items() if check["outcome"] != "passed"}
    assert list(lost) == caught_by(path)
    assert told in lost[caught_by(path)[0]]["message"]


@pytest.mark.parametrize("name", MISTAKES)
def test_the_reference_has_full_marks(graded, name):
    """No check of devices is failed, or left out, beside a right solution."""
    assert {check["outcome"] for check in checks(graded, name, "right").values()} == {"passed"}
