"""The two statements that a threshold makes, each with its proof or a refusal.

1. An honest solution misses it with a probability below 1e-4 (95 % confidence).
2. A wrong solution that the check is meant to catch misses it with a probability above 0.99.

Both follow from a tolerance bound: of a normal distribution, on a scale on which normality is not
rejected; where there is none, of one whose tail is no heavier than an exponential one; or of any
distribution, which takes many more runs. Where several scales pass, the one that is worst for the
statement counts, so that choosing proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Literal

from grader.calibration.scales import Fit, fits, runs_needed, tolerance_factor
from grader.calibration.tails import upper_tail
from grader.checks.thresholds import Caught, Side

MISS = 1e-4  # of honest solutions, at most
CATCH = 0.99  # of wrong ones, at least
CONFIDENCE = 0.95
CANTELLI = (CATCH / (1 - CATCH)) ** 0.5  # standard deviations; of any distribution: Cantelli 1928
FEW = 8  # runs below which a sample says nothing of its spread
ENOUGH = runs_needed(CATCH, CONFIDENCE)  # 299 runs that all miss prove the second statement

End = Literal["low", "high"]


class Refusal(Exception):
    """Checks that cannot be calibrated: a sentence for each says which, why, and what to do."""


class MoreRuns(Exception):
    """A wrong solution missed the threshold in each run, but so few runs do not prove enough."""


@dataclass(frozen=True)
class Bound:
    """One end of what passes."""

    value: float
    method: str
    p: float  # of the test of normality; 0 where none is assumed


def ends_of(side: Side) -> tuple[End, ...]:
    """The ends that a threshold has."""
    sides: dict[Side, tuple[End, ...]] = {
        "at_least": ("low",),
        "at_most": ("high",),
        "between": ("low", "high"),
    }
    return sides[side]


def honest_bound(values: Sequence[float], end: End, ends: int) -> Bound:
    """The bound that an honest solution misses with a probability below `MISS`.

    With two ends each gets half of the probability and of the doubt (Bonferroni).

    Raises:
        Refusal: the values do not vary, or follow no distribution that we can bound.
    """
    n, coverage, confidence = len(values), 1 - MISS / ends, 1 - (1 - CONFIDENCE) / ends
    worst: Bound | None = None
    for fit in fits(values):
        k = tolerance_factor(n, coverage, confidence)
        method = f"normal tolerance bound on the {fit.scale.name} scale, k = {k:.4f}"
        bound = Bound(fit.end(-k if end == "low" else k), method, fit.p)
        if worst is None or outside(bound.value, worst.value, end):
            worst = bound
    if worst is not None:
        return worst
    if min(values) == max(values):
        raise Refusal(
            f"is {values[0]:.6g} in each of {n} runs: what does not vary needs an exact check, or "
            "a finer measure"
        )
    needed = runs_needed(coverage, confidence)
    if n >= needed:
        extreme = min(values) if end == "low" else max(values)
        return Bound(extreme, f"extreme of {n} runs, any distribution", 0.0)
    tail = _tail_bound(values, end, coverage, confidence)
    if tail is None:
        raise Refusal(
            f"is not normal on any scale in {n} runs, and its tail is too heavy; measure something "
            f"smoother, or prove it for any distribution with --seeds {needed}"
        )
    return Bound(tail, "exponential tail", 0.0)


def _tail_bound(
    values: Sequence[float], end: End, coverage: float, confidence: float
) -> float | None:
    """The bound of a tail, of the lower one by turning the sample round."""
    sign = -1.0 if end == "low" else 1.0
    tail = upper_tail([sign * value for value in values])
    return None if tail is None else sign * tail.bound(coverage, confidence)


def caught(
    solution: str, values: Sequence[float], end: End, bound: float, *, without: int = 0
) -> Caught:
    """The proof that a wrong solution misses this end of a threshold.

    `without` counts the runs that failed before there was a value.

    Raises:
        Refusal: it does not miss it often enough.
        MoreRuns: it may, and `ENOUGH` runs would show it.
    """
    mean, sd = fmean(values), stdev(values) if len(values) > 1 else 0.0
    extreme = max(values) if end == "low" else min(values)
    reaches = _reaches(values, mean, sd, end)
    for reach, method in reaches:
        if outside(reach, bound, end):
            return Caught(solution, len(values), mean, sd, reach, method)
    if all(outside(value, bound, end) for value in values):
        runs = len(values) + without
        if runs < ENOUGH:
            raise MoreRuns
        method = f"all of {runs} runs miss, any distribution"
        return Caught(solution, len(values), mean, sd, extreme, method)
    reach = reaches[0][0] if reaches else extreme
    raise Refusal(f"wrong/{solution}.py has {mean:.4g} ± {sd:.2g} and reaches {reach:.4g}")


def outside(value: float, bound: float, end: End) -> bool:
    """Whether a value misses this end of a threshold."""
    return value < bound if end == "low" else value > bound


def _reaches(values: Sequence[float], mean: float, sd: float, end: End) -> list[tuple[float, str]]:
    """How far towards what passes all but 1 % of the runs get, by each argument that holds."""
    if len(values) < FEW:
        return []
    sign = 1.0 if end == "low" else -1.0
    normal = [(_normal(fit, sign), fit.scale.name) for fit in fits(values)]
    if normal:
        reach, scale = max(normal, key=lambda pair: sign * pair[0])
        return [(reach, f"normal tolerance bound on the {scale} scale")]
    found = [(mean + sign * CANTELLI * sd, "Cantelli's inequality, any distribution")]
    tail = _tail_bound(values, "high" if end == "low" else "low", CATCH, CONFIDENCE)
    return found if tail is None else [(tail, "exponential tail"), *found]


def _normal(fit: Fit, sign: float) -> float:
    return fit.end(sign * tolerance_factor(fit.n, CATCH, CONFIDENCE))
