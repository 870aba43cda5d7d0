"""The statistics of thresholds: known tables, properties, and what samples of each kind get."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from grader.calibration.bounds import ENOUGH, MoreRuns, Refusal, caught, honest_bound
from grader.calibration.scales import SCALES, fits, normality, runs_needed, tolerance_factor
from grader.calibration.tails import upper_tail

MOST = st.integers(min_value=8, max_value=400)


@pytest.mark.parametrize(
    ("n", "coverage", "confidence", "k"),
    [
        # Odeh and Owen's tables of one-sided factors, as ISO 16269-6 prints them
        (10, 0.90, 0.95, 2.355),
        (10, 0.95, 0.95, 2.911),
        (10, 0.99, 0.95, 3.981),
        (20, 0.90, 0.95, 1.926),
        (20, 0.95, 0.95, 2.396),
        (20, 0.99, 0.95, 3.295),
        (30, 0.90, 0.95, 1.777),
        (50, 0.95, 0.95, 2.065),
        (50, 0.99, 0.95, 2.862),
        (100, 0.95, 0.95, 1.927),
        # NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.6.3
        (43, 0.90, 0.99, 1.8740),
    ],
)
def test_factor_is_that_of_the_tables(n, coverage, confidence, k):
    """The factor k has the digits that printed tables give."""
    assert tolerance_factor(n, coverage, confidence) == pytest.approx(k, abs=6e-4)


def test_factor_of_forty_runs_covers_as_often_as_it_promises():
    """Of many normal samples of 40, 95 % have a bound that one draw in 10,000 at most misses."""
    samples = np.random.default_rng(0).normal(size=(20_000, 40))
    k = tolerance_factor(40, 0.9999, 0.95)
    bounds = samples.mean(axis=1) - k * samples.std(axis=1, ddof=1)
    kept = float((stats.norm.cdf(bounds) < 1e-4).mean())
    assert kept == pytest.approx(0.95, abs=0.006)  # four standard errors


@given(MOST, st.floats(0.6, 0.9999), st.floats(0.6, 0.99))
def test_factor_falls_with_runs_and_grows_with_demands(n, coverage, confidence):
    """More runs never cost, a higher demand never saves."""
    k = tolerance_factor(n, coverage, confidence)
    assert tolerance_factor(n + 1, coverage, confidence) < k
    assert tolerance_factor(n, coverage + 5e-5, confidence) > k
    assert tolerance_factor(n, coverage, confidence + 0.005) > k


@pytest.mark.parametrize(
    ("coverage", "confidence", "n"),
    [(0.95, 0.95, 59), (0.90, 0.95, 29), (0.99, 0.95, 299), (0.9999, 0.95, 29956)],
)
def test_runs_for_any_distribution_are_those_of_wilks(coverage, confidence, n):
    """The smallest n with 1 - coverage^n of at least the confidence, and not one less."""
    assert runs_needed(coverage, confidence) == n
    assert 1 - coverage**n >= confidence > 1 - coverage ** (n - 1)


@given(st.floats(1e-6, 1 - 1e-6))
def test_scales_lead_back(value):
    """What goes to a scale comes back as it was."""
    for scale in SCALES:
        assert scale.back(scale.to(value)) == pytest.approx(value, rel=1e-9)


@given(st.floats(-2000, 2000), st.floats(1e-3, 10))
def test_scales_rise_and_stay_in_their_range(start, step):
    """Far from the sample a bound is still an orderly number: no overflow, no turning round."""
    for scale in SCALES:
        low, high = scale.back(start), scale.back(start + step)
        assert low <= high
        if scale.name in ("logit", "arcsine"):
            assert 0 <= low <= high <= 1


def normal(n, seed=0, mean=0.0, sd=1.0):
    """A sample whose order statistics are those of a normal distribution, in a random order."""
    points = stats.norm.ppf((np.arange(n) + 0.5) / n)
    return (mean + sd * np.random.default_rng(seed).permutation(points)).tolist()


@given(st.floats(-50, 50), st.floats(0.01, 50), st.sampled_from(["low", "high"]))
def test_bound_moves_with_its_sample(shift, width, end):
    """Another unit of measure gives the same bound in that unit, where only one scale fits."""
    values = [-abs(shift) - 5 * width + width * v for v in normal(40)]
    plain, here = honest_bound(normal(40, mean=-5), end, 1), honest_bound(values, end, 1)
    assert here.value == pytest.approx(-abs(shift) + width * plain.value, rel=1e-6, abs=1e-6)


@given(st.integers(0, 10**6), st.sampled_from([1, 2, 5]))
def test_bound_lies_beyond_all_runs_and_further_for_more_ends(seed, ends):
    """Sharing the risk among several ends only makes each of them more lenient."""
    values = np.random.default_rng(seed).beta(60, 20, size=40).tolist()
    if not fits(values):
        return
    bound = honest_bound(values, "low", ends)
    assert bound.value < min(values)
    assert honest_bound(values, "low", ends + 1).value < bound.value
    assert 0 <= bound.value < honest_bound(values, "high", ends).value


def test_proportions_near_one_get_a_bound_on_a_bent_scale():
    """Accuracies of 0.99 are not normal as they are; their logits are, and are bounded there."""
    values = [1 / (1 + math.exp(-y)) for y in normal(200, mean=4.6, sd=0.8)]
    assert [fit.scale.name for fit in fits(values)] == ["logit"]
    bound = honest_bound(values, "low", 1)
    assert "logit scale" in bound.method
    logits = math.log(bound.value / (1 - bound.value))
    assert logits == pytest.approx(4.6 - tolerance_factor(200, 0.9999, 0.95) * 0.8, abs=0.02)


def test_the_most_lenient_of_several_scales_counts():
    """Where more than one scale passes, the bound is the one that spares honest solutions most."""
    values = normal(40, mean=0.8, sd=0.02)
    ends = {fit.scale.name: fit.end(-tolerance_factor(40, 0.9999, 0.95)) for fit in fits(values)}
    assert len(ends) >= 3
    assert honest_bound(values, "low", 1).value == min(ends.values())


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([0.5] * 40, "is 0.5 in each of 40 runs"),
        ([0.2] + [0.8] * 39, "is not normal on any scale in 40 runs, and its tail is too heavy"),
        ([*normal(39, mean=0.9, sd=0.01), 0.2], "--seeds 29956"),
    ],
)
def test_what_cannot_be_bounded_is_refused(values, sentence):
    """A constant, a lone failure, an outlier: no bound is made up for them."""
    with pytest.raises(Refusal, match=sentence):
        honest_bound(values, "low", 1)


def test_many_runs_bound_any_distribution():
    """With 29,956 runs the worst of them is a bound, whatever the distribution."""
    values = [0.2] * 15_000 + [0.8] * 14_956
    bound = honest_bound(values, "low", 1)
    assert (bound.value, bound.p) == (0.2, 0.0)
    assert "any distribution" in bound.method


def test_a_wrong_solution_is_caught_up_to_its_reach():
    """The reach of a normal sample is its mean and k sd; a threshold below it catches nothing."""
    values = normal(40, mean=-10.0)
    proof = caught("w", values, "low", 0.0)
    sd = np.std(values, ddof=1)
    assert proof.reach == pytest.approx(-10 + tolerance_factor(40, 0.99, 0.95) * sd)
    caught("w", values, "low", proof.reach + 1e-9)
    with pytest.raises(MoreRuns):  # all 40 runs miss it, which 40 runs do not prove
        caught("w", values, "low", max(values) + 1e-9)
    with pytest.raises(Refusal, match=r"wrong/w\.py has -10"):
        caught("w", values, "low", max(values) - 0.1)


def test_odd_distributions_are_caught_by_cantelli_or_by_number():
    """No normality: ten standard deviations away, or 299 runs of which each one misses."""
    heaps = [0.1] * 20 + [0.3] * 20
    assert "Cantelli" in caught("w", heaps, "low", 1.3).method
    with pytest.raises(MoreRuns):
        caught("w", heaps, "low", 0.5)
    many = (heaps * 10)[:ENOUGH]
    assert caught("w", many, "low", 0.5).method == "all of 299 runs miss, any distribution"
    assert caught("w", many[:250], "low", 0.5, without=49).n == 250
    with pytest.raises(Refusal):
        caught("w", [*many, 0.6], "low", 0.5)


def test_three_values_prove_nothing_of_a_spread():
    """A wrong solution that seldom gets as far as a number needs many runs all the same."""
    with pytest.raises(MoreRuns):
        caught("w", [0.1, 0.1, 0.1], "low", 0.9)


TAILS = {  # all with log-concave densities, seen from the end whose tail is judged
    "normal": stats.norm(),
    "exponential": stats.expon(),
    "uniform": stats.uniform(),
    "extreme value": stats.gumbel_r(),
    "beta": stats.beta(5, 2),
    "logistic": stats.logistic(),
}


@pytest.mark.parametrize("name", TAILS)
def test_tails_are_bounded_as_often_as_promised(name):
    """Of 400 samples of 40, 95 % or more have a bound that one draw in 10,000 at most passes."""
    generator = np.random.default_rng(5)
    tails = [upper_tail(TAILS[name].rvs(40, random_state=generator)) for _ in range(400)]
    bounds = [tail.bound(0.9999, 0.95) for tail in tails if tail is not None]
    kept = [TAILS[name].sf(bound) <= 1e-4 for bound in bounds]
    assert len(bounds) > 360  # 95 %, and four standard errors
    assert sum(kept) >= 0.95 * len(kept)


def test_a_tail_is_that_of_its_own_unit():
    """Shifted and stretched values have the shifted and stretched bound."""
    values = np.random.default_rng(2).exponential(size=40)
    here, there = upper_tail(values), upper_tail(3 * values - 7)
    assert there.bound(0.99, 0.95) == pytest.approx(3 * here.bound(0.99, 0.95) - 7)


def test_skewed_measures_get_the_bound_of_a_tail():
    """Losses that are normal on no scale still get a threshold, far out and on the right side."""
    losses = (0.55 + 0.03 * stats.expon.ppf((np.arange(40) + 0.5) / 40)).tolist()
    assert fits(losses) == ()
    bound = honest_bound(losses, "high", 1)
    assert bound.method == "exponential tail"
    assert bound.value > 0.55 + 0.03 * math.log(1e4)  # what the true distribution has there
    accuracies = [1 - loss for loss in losses]
    assert honest_bound(accuracies, "low", 1).value == pytest.approx(1 - bound.value)
    assert caught("w", losses, "high", 0.4).method == "exponential tail"


@pytest.mark.parametrize("n", [40, 6000])
def test_normality_is_judged_for_small_and_large_samples(n):
    """Normal samples pass, exponential ones do not, at any size, without a warning."""
    generator = np.random.default_rng(3)
    assert normality(generator.normal(size=n).tolist()) > 0.05
    assert normality(generator.exponential(size=n).tolist()) < 0.001
