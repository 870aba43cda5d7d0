"""What a measured value is held to: the threshold of its check, whose absence is our fault."""

import json
import math

import msgspec
import numpy as np
import pytest
import torch

from grader.checks.measured import Measured
from grader.checks.thresholds import Threshold, Thresholds, read_thresholds
from grader.course import Course
from grader.examiner.draws import seed_of
from grader.examiner.solutions import in_process
from grader.faults import GraderFault, StudentFault
from tests.calibration.course import SOLUTION, grader, hand_in, write_course

BOOK = Thresholds(
    (
        Threshold("learns", "accuracy", "at_least", low=0.75),
        Threshold("learns", "loss", "at_most", high=0.5),
        Threshold("learns", "mean", "between", low=-1.0, high=1.0),
    )
)


@pytest.mark.parametrize(
    ("side", "name", "value"),
    [
        ("at_least", "accuracy", 0.75),
        ("at_least", "accuracy", 1),
        ("at_most", "loss", 0.5),
        ("at_most", "loss", -3.0),
        ("between", "mean", torch.tensor(-1.0)),
        ("between", "mean", torch.tensor(1)),
        ("between", "mean", np.float64(0.5)),
    ],
)
def test_a_value_that_reaches_its_threshold_passes(side, name, value):
    """The threshold itself passes, and so does all that is better; numbers of any real kind do."""
    getattr(Measured("learns", BOOK), side)(name, value)


@pytest.mark.parametrize(
    ("side", "name", "value", "sentence"),
    [
        ("at_least", "accuracy", 0.7499, "Its `accuracy`, measured here, is lower than"),
        ("at_most", "loss", 0.5001, "Its `loss`, measured here, is higher than"),
        ("between", "mean", -1.001, "Its `mean`, measured here, is not where"),
        ("between", "mean", 1.001, "Its `mean`, measured here, is not where"),
        ("at_least", "accuracy", math.nan, "It holds NaN or infinity"),
        ("at_least", "accuracy", math.inf, "It holds NaN or infinity"),
        ("at_most", "loss", -math.inf, "It holds NaN or infinity"),
        ("at_least", "accuracy", 10**400, "It holds NaN or infinity"),
        ("at_least", "accuracy", None, "It gave None"),
        ("at_least", "accuracy", "0.9", "It gave a str"),
        ("at_least", "accuracy", True, "It gave a value of type bool"),
        ("at_least", "accuracy", torch.tensor([0.9]), "It gave a float32 tensor of shape (1,)"),
        ("at_least", "accuracy", torch.tensor(1j), "It gave a complex64 tensor"),
    ],
)
def test_a_value_that_does_not_is_the_students_fault(side, name, value, sentence):
    """Whoever misses a threshold reads which measure it was, and no number of ours."""
    with pytest.raises(StudentFault) as caught:
        getattr(Measured("learns", BOOK), side)(name, value)
    told = " ".join(message.english() for message in caught.value.messages)
    assert sentence in told
    assert not {"0.75", "0.5", "1.0"} & set(told.split())


@pytest.mark.parametrize(
    ("check", "side", "name"),
    [
        ("learns", "at_least", "recall"),
        ("other", "at_least", "accuracy"),
        ("learns", "at_most", "accuracy"),
    ],
)
def test_a_missing_threshold_is_ours_whatever_the_value(check, side, name):
    """No threshold for this check, name and side: nobody but us has made a mistake."""
    with pytest.raises(GraderFault, match="grader calibrate"):
        getattr(Measured(check, BOOK), side)(name, math.nan)


def test_one_name_is_measured_once():
    """Two values under one name in one run are not independent draws of one distribution."""
    measured = Measured("learns", BOOK)
    measured.at_least("accuracy", 0.9)
    with pytest.raises(GraderFault, match="twice"):
        measured.at_least("accuracy", 0.9)


def test_a_recorder_gets_the_values_and_judges_nothing():
    """While calibrating, no threshold is needed, and what is no number is still no number."""
    heard = []
    measured = Measured("learns", Thresholds(), recorder=lambda *facts: heard.append(facts))
    measured.at_least("accuracy", 0.1)
    measured.between("mean", torch.tensor(7))
    with pytest.raises(StudentFault):
        measured.at_most("loss", math.nan)
    assert heard == [("accuracy", "at_least", 0.1), ("mean", "between", 7.0)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("threshold = 3", "Expected `array`"),
        ("[[threshold]]\ncheck = 'c'\nname = 'n'\nside = 'at_least'\nhigh = 1.0", "ends"),
        ("[[threshold]]\ncheck = 'c'\nname = 'n'\nside = 'between'\nhigh = 1.0", "ends"),
        ("[[threshold]]\ncheck = 'c'\nname = 'n'\nside = 'above'\nlow = 1.0", "above"),
        ("[[threshold]]\ncheck = 'c'\nname = 'n'\nside = 'at_least'\nlow = 1.0\nx = 1", "`x`"),
        ("[[", "calibrate again"),
    ],
)
def test_a_file_that_is_no_file_of_thresholds_is_refused(text, sentence, tmp_path):
    """A threshold that cannot be read judges nobody: the sentence names the file."""
    path = tmp_path / "thresholds.toml"
    path.write_text(text)
    with pytest.raises(GraderFault, match=sentence) as caught:
        read_thresholds(path)
    assert str(path) in str(caught.value)


def test_a_new_threshold_is_another_judge(tmp_path):
    """Thresholds count in the digest of what judges, so a new one grades everybody again."""
    digests = [
        Course(write_course(tmp_path, low=low)).find("coin").checks_digest
        for low in (None, 0.6, 0.7)
    ]
    assert len(set(digests)) == 3


def results(out):
    """Points and the outcome of the measured check, by student."""
    found = json.loads((out / "results.json").read_text())["results"]
    return {
        r["student"]: (
            r["points"],
            r["max_points"],
            {c["id"]: c["outcome"] for e in r["exercises"] for c in e["checks"]}["share_is_high"],
        )
        for r in found
    }


def test_grading_reads_the_threshold_and_keeps_it_secret(tmp_path):
    """The honest coin passes, the fair one fails, and no student's page holds the threshold."""
    write_course(tmp_path, low=0.671875)
    fair = SOLUTION.replace("0.8", "0.5")
    hand_in(tmp_path / "class", ana=SOLUTION, ben=fair)
    out = tmp_path / "out"
    done = grader("run", "class", "--out", out, "--lang", "en", "--seed", 1005, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert results(out) == {"ana": (2, 2, "passed"), "ben": (1, 2, "failed")}
    told = "".join(page.read_text() for page in (out / "students").rglob("*.html"))
    assert "Its `share`" in told or "Its <code>share</code>" in told
    assert "0.67" not in told
    staff = "".join(page.read_text() for page in (out / "staff").rglob("*.html"))
    assert "0.671875" in staff
    coin = in_process(tmp_path / "fair.py", fair).seeded(seed_of(1005, "test_coin/share_is_high"))
    assert f"measured {coin.tosses(400).mean().item()!r}" in staff  # as calibration would find it


def test_a_missing_threshold_costs_no_student_a_point(tmp_path):
    """Without its threshold a check errs, the run ends with 1, and the rest still counts."""
    write_course(tmp_path)
    hand_in(tmp_path / "class", ana=SOLUTION)
    done = grader("run", "class", "--out", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert results(tmp_path / "out") == {"ana": (1, 1, "error")}


@pytest.mark.parametrize(
    ("side", "name", "value", "noted"),
    [
        ("at_least", "accuracy", 0.84, []),
        ("at_least", "accuracy", 0.86, ["learns: accuracy 0.860 is better than right"]),
        ("at_most", "loss", 0.31, []),
        ("at_most", "loss", 0.29, ["learns: loss 0.290 is better than right"]),
        ("between", "mean", 1.0, []),
    ],
)
def test_staff_are_told_of_what_is_too_good(side, name, value, noted):
    """Who is better than right solutions are keeps the point, and staff get a sentence to read."""
    book = Thresholds(
        tuple(
            msgspec.structs.replace(t, mean={"accuracy": 0.8, "loss": 0.4, "mean": 0.0}[t.name])
            for t in BOOK.threshold
        )
    )
    heard = []
    getattr(Measured("learns", book, noter=heard.append), side)(name, value)
    assert [text.partition(" solutions")[0] for text in heard] == noted
