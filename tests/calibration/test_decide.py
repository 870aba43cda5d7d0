"""Which samples become thresholds, which wrong solutions are proven caught, and how it looks."""

import xml.etree.ElementTree as ET

import pytest

from grader.calibration.bounds import Refusal
from grader.calibration.decide import Stamp, decide
from grader.calibration.laboratory import Run, Value
from grader.calibration.plot import draw
from grader.calibration.samples import REFERENCE, Samples
from grader.calibration.scales import tolerance_factor
from grader.faults import GraderFault
from tests.calibration.test_statistics import normal

STAMP = Stamp(1000, "2.13.0", "2026-01-31")
SVG = "{http://www.w3.org/2000/svg}"


def runs(solution, measures, *, side="at_least", passed=True, n=40):
    """Runs of one solution whose measures are given by name, a list of n values each."""
    return [
        Run(
            solution,
            1000 + i,
            "check",
            tuple(Value(name, side, values[i]) for name, values in measures.items()),
            passed,
            staff="" if passed else "not even a number",
        )
        for i in range(n)
    ]


def samples(*groups):
    """The samples of one check."""
    found = Samples("check")
    for group in groups:
        found.add(group)
    return found


def below(n, mean, seed=1):
    """A sample far below zero, where one scale alone fits."""
    return normal(n, seed=seed, mean=mean)


def test_two_ends_are_symmetric_and_share_the_risk():
    """`between` has two ends, each for half of the probability and half of the doubt."""
    found = samples(runs(REFERENCE, {"mean": normal(40)}, side="between"))
    (threshold,) = decide(found, [], STAMP).thresholds
    k = tolerance_factor(40, 1 - 0.5e-4, 0.975)
    assert threshold.low == pytest.approx(-k * threshold.sd)
    assert threshold.high == pytest.approx(k * threshold.sd)
    assert (threshold.n, threshold.torch, threshold.date) == (40, "2.13.0", "2026-01-31")


def test_two_measures_of_one_check_share_the_risk():
    """Each of two thresholds is as lenient as each of two ends."""
    found = samples(runs(REFERENCE, {"a": below(40, -5), "b": below(40, -9, seed=2)}))
    a, b = decide(found, [], STAMP).thresholds
    k = tolerance_factor(40, 1 - 0.5e-4, 0.975)
    assert [a.low, b.low] == [pytest.approx(m - k * a.sd) for m in (-5, -9)]


@pytest.mark.parametrize("shift", [-40.0, 40.0])
def test_a_wrong_solution_may_lie_on_either_side(shift):
    """With two ends it is enough to miss one."""
    honest = runs(REFERENCE, {"mean": normal(40)}, side="between")
    wrong = runs("w", {"mean": normal(40, mean=shift)}, side="between")
    (threshold,) = decide(samples(honest, wrong), ["w"], STAMP).thresholds
    (proof,) = threshold.wrong
    assert (proof.solution, proof.n, proof.mean) == ("w", 40, pytest.approx(shift))


def test_one_of_several_measures_is_enough():
    """What the first measure lets through, the second may catch."""
    honest = runs(REFERENCE, {"a": below(40, -5), "b": below(40, -9)})
    wrong = runs("w", {"a": below(40, -5, seed=3), "b": below(40, -40)})
    a, b = decide(samples(honest, wrong), ["w"], STAMP).thresholds
    assert (a.wrong, [proof.solution for proof in b.wrong]) == ((), ["w"])


def test_what_fails_before_it_is_measured_needs_no_proof():
    """A wrong solution that no run gets to a number is caught, by the rest of the check."""
    honest = runs(REFERENCE, {"a": below(40, -5)})
    (threshold,) = decide(samples(honest, runs("w", {}, passed=False)), ["w"], STAMP).thresholds
    assert threshold.wrong == ()


def test_a_wrong_solution_that_passes_is_refused():
    """The sentence has both distributions and the threshold."""
    honest = runs(REFERENCE, {"a": below(40, -5)})
    wrong = runs("w", {"a": below(40, -6, seed=4)})
    with pytest.raises(Refusal) as caught:
        decide(samples(honest, wrong), ["w"], STAMP)
    (sentence,) = caught.value.args
    assert sentence.startswith("check: `a` of wrong/w.py has -6 ± 1 and reaches -3.068")
    assert "the reference has -5 ± 1 and passes at least -9.616" in sentence


def test_few_runs_leave_an_odd_one_undecided():
    """Two heaps below the threshold are neither caught nor refused: more runs will tell."""
    honest = runs(REFERENCE, {"a": below(40, -5)})
    heaps = runs("w", {"a": [-12.0, -30.0] * 20})
    decision = decide(samples(honest, heaps), ["w"], STAMP)
    assert decision.undecided == ("w",)


@pytest.mark.parametrize(
    ("group", "kind", "sentence"),
    [
        (runs(REFERENCE, {}), Refusal, "measures nothing"),
        (runs(REFERENCE, {"a": [1.0] * 40}, passed=False), Refusal, "itself fails at seed 1000"),
        (
            [*runs(REFERENCE, {"a": below(40, -5)}, n=39), *runs(REFERENCE, {}, n=1)],
            Refusal,
            "in 39 of 40 runs",
        ),
        ([Run("w", 1, "check", (), False, error="KeyError: 'x'")], GraderFault, "erred on w"),
        (
            [*runs(REFERENCE, {"a": [1.0]}, n=1), *runs("w", {"a": [1.0]}, n=1, side="at_most")],
            GraderFault,
            "two sides",
        ),
    ],
    ids=["nothing", "fails", "sometimes", "errs", "sides"],
)
def test_unfit_runs_are_told(group, kind, sentence):
    """A check that is not fit to be calibrated is told from one whose distributions overlap."""
    with pytest.raises(kind, match=sentence):
        decide(samples(group), [], STAMP)


def test_picture_of_two_ends_marks_both_and_what_is_far_away():
    """Both thresholds are drawn inside the picture, and far runs are counted at its edge."""
    honest = runs(REFERENCE, {"<mean>": normal(40)}, side="between")
    wrong = runs("w", {"<mean>": normal(40, mean=1e6)}, side="between")
    found = samples(honest, wrong)
    (threshold,) = decide(found, ["w"], STAMP).thresholds
    tree = ET.fromstring(draw(found, threshold))
    words = [element.text for element in tree.iter(f"{SVG}text")]
    assert words[0].startswith("check: <mean> between -")
    assert "40 runs, up to 1e+06 ▶" in words
    dashed = [
        float(line.get("x1")) for line in tree.iter(f"{SVG}line") if line.get("stroke-dasharray")
    ]
    width = float(tree.get("width"))
    assert len(dashed) == 2
    assert 0.3 * width < dashed[0] < dashed[1] < 0.6 * width
