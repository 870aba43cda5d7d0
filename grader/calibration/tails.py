"""Where no scale makes a sample normal: tails that fall at least as fast as exponential ones.

That holds for every distribution with a log-concave density: normal, logistic, exponential,
uniform, gamma and beta with one peak, the extreme value distribution, and what is cut off from
them. Of such a distribution the excess over any u is largest, for its mean, where it is
exponential (Barlow and Proschan 1966). So u is the sample's median, the excesses over it give an
upper confidence limit of their mean by a chi-squared distribution, their share one by a beta
distribution, each at half of the doubt; the bound lies mean · ln(share / coverage left) beyond u.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import stats

FEWEST = 10  # excesses that a mean is taken of
HEAVY = 0.05  # the level at which a tail heavier than exponential is noticed


@dataclass(frozen=True)
class Tail:
    """The upper tail of a sample: the excesses over its median."""

    median: float
    mean: float  # of the excesses
    n: int
    count: int

    def bound(self, coverage: float, confidence: float) -> float:
        """What all but 1 - `coverage` of the distribution stay below, with this confidence."""
        half = (1 - confidence) / 2
        mean = self.mean * 2 * self.count / float(stats.chi2.ppf(half, 2 * self.count))
        share = float(stats.beta.ppf(1 - half, self.count + 1, self.n - self.count))
        return self.median + mean * math.log(share / (1 - coverage))


def upper_tail(values: Sequence[float]) -> Tail | None:
    """The tail above the median; None where there is too little of it, or it is too heavy."""
    ordered = np.sort(np.asarray(values, dtype=float))
    count = len(ordered) // 2
    if count < FEWEST:
        return None
    median = float(ordered[-count - 1])
    excesses = ordered[-count:] - median
    mean = float(excesses.mean())
    if mean <= 0 or float(excesses.std(ddof=1)) / mean > heaviest(count):
        return None
    return Tail(median, mean, len(ordered), count)


@cache
def heaviest(count: int) -> float:
    """The coefficient of variation that so many exponential excesses seldom have more than.

    That of a log-concave distribution is at most 1, as that of the exponential one is.
    """
    drawn = np.random.default_rng(0).exponential(size=(4000, count))
    return float(np.quantile(drawn.std(axis=1, ddof=1) / drawn.mean(axis=1), 1 - HEAVY))
