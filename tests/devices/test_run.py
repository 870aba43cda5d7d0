"""Devices through the real command line: who pays for what, and what is told."""

import os

import pytest

from grader.cli import grading
from grader.sandbox import gpus
from tests.devices.programs import COURSE, RIGHT, THREADS, WRONG, program
from tests.e2e.small import Class

NO_GPU = {**os.environ, "CUDA_VISIBLE_DEVICES": ""}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class judged with `--device cuda` on a machine whose GPU is hidden, if it has one."""
    klass = Class(tmp_path_factory.mktemp("devices"))
    klass.course = COURSE
    for student, body in {**WRONG, "threads": THREADS}.items():
        klass.hand_in(student, program(body), "place.py")
    klass.hand_in("right", RIGHT, "place.py")
    klass.hand_in("claims", "class Unassessable(BaseException): ...\n" + RIGHT, "place.py")
    return klass, klass.run("--device", "cuda", env=NO_GPU)


def found(klass, student):
    """points, points that could be earned, outcome of the check of devices, what was told."""
    result = klass.results("place")[student]
    check = result["exercises"][0]["checks"][1]
    return result["points"], result["max_points"], check["outcome"], check["message"]


def test_cuda_without_a_gpu_costs_nobody_a_point(graded):
    """The checks of devices are not run, say why, and count for nobody; the run is a success."""
    klass, done = graded
    assert done.returncode == 0
    assert "--device cuda: " in done.stderr
    assert "are not run, and cost nobody a point." in done.stderr
    for student in ("right", *WRONG):
        points, most, outcome, told = found(klass, student)
        assert (points, most, outcome) == (1, 1, "not_run")
        assert "there was none where this was graded" in told
    assert klass.record("right").environment["devices"].startswith("none: ")


def test_pretended_gpu_judges_what_had_none(graded):
    """A later run without the option grades the class again, on the pretended machine."""
    klass, _ = graded
    done = klass.run("--device", "cpu", env=NO_GPU)
    assert (done.returncode, "unchanged" in done.stdout) == (0, False)
    assert found(klass, "right")[:3] == (3, 3, "passed")
    assert {name: found(klass, name)[:3] for name in WRONG} == dict.fromkeys(
        WRONG, (1, 3, "failed")
    )
    assert klass.record("right").environment["devices"] == "pretended"
    again = klass.run(env=NO_GPU)
    assert "8 unchanged" in again.stdout


def test_what_cannot_be_followed_costs_nobody_a_point(graded):
    """Where the drill cannot follow a submission, the check is not run, with its reason."""
    klass, _ = graded
    klass.run("--device", "cpu", env=NO_GPU)
    points, most, outcome, told = found(klass, "threads")
    assert (points, most, outcome) == (1, 1, "not_run")
    assert "since your code uses `threads`" in told
    assert found(klass, "claims")[:3] == (3, 3, "passed")


def test_gpu_that_does_not_work_is_left_alone(klass, monkeypatch, capsys):
    """Where a driver is there and its GPU does not open, the pretended one judges, and it is said.

    What was judged so is unchanged in the next run, which tries the GPU once more and goes on.
    """
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    monkeypatch.setattr(gpus, "files", lambda: ("/dev/nvidiactl",))
    klass.hand_in("right", RIGHT, "place.py")
    words = {"assignments": [], "students": [], "jobs": 1, "seed": 7, "force": False, "lang": "en"}
    words["shard"] = None
    places = {"out": klass.out, "gradebook": str(klass.book), "course": COURSE}
    options = grading.Options(
        folders=[klass.folder],
        sandbox="best-effort",
        device="auto",
        gpu_slots=None,
        quiet=False,
        **words,
        **places,
    )
    for summary in ("1 graded", "1 unchanged"):
        assert grading.grade(options) == 0
        told = capsys.readouterr()
        assert "the GPU of this machine is left alone: PyTorch " in told.err
        assert summary in told.out
    assert klass.record("right").environment["devices"] == "pretended"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--device", "gpu"], "'gpu' is not one of"),
        (["--gpu-slots", "0"], "greater than or equal to 1"),
        (["--device", "cpu", "--gpu-slots", "2"], "--gpu-slots: with --device cpu no GPU is used"),
    ],
)
def test_bad_values_exit_2(klass, words, why):
    """A device that is none, no slots, and options that contradict each other are told."""
    klass.hand_in("eva")
    done = klass.run(*words)
    assert done.returncode == 2
    assert why in " ".join(done.stderr.replace("│", " ").split())
