"""Scales on which a measured value may be normal: as it is, or bent where its range has ends."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

import numpy as np
from scipy import stats

ALPHA = 0.05  # normality is rejected below this
SHAPIRO_MAX = 5000  # Shapiro and Wilk's p values hold up to here; D'Agostino and Pearson's above


@dataclass(frozen=True)
class Scale:
    """A strictly increasing function with its inverse, for values that `fits` accepts."""

    name: str
    fits: Callable[[float], bool]
    to: Callable[[float], float]
    back: Callable[[float], float]


def _expit(y: float) -> float:
    return 1 / (1 + math.exp(-y)) if y > 0 else math.exp(y) / (1 + math.exp(y))


def _exp(y: float) -> float:
    return math.exp(y) if y < 700 else math.inf


def _sine_squared(y: float) -> float:
    return math.sin(min(max(y, 0.0), math.pi / 2)) ** 2


SCALES = (
    Scale("plain", lambda x: True, float, float),
    Scale("logit", lambda x: 0 < x < 1, lambda x: math.log(x / (1 - x)), _expit),
    Scale("arcsine", lambda x: 0 <= x <= 1, lambda x: math.asin(math.sqrt(x)), _sine_squared),
    Scale("log", lambda x: x > 0, math.log, _exp),
)


@dataclass(frozen=True)
class Fit:
    """A sample on a scale on which it passes for normal."""

    scale: Scale
    n: int
    mean: float  # on the scale
    sd: float
    p: float  # of the test of normality

    def end(self, k: float) -> float:
        """The value k standard deviations from the mean (below it where k < 0)."""
        return self.scale.back(self.mean + k * self.sd)


def fits(values: Sequence[float]) -> tuple[Fit, ...]:
    """The sample on every scale on which normality is not rejected at the level `ALPHA`."""
    found = (_fit(scale, values) for scale in SCALES if all(map(scale.fits, values)))
    return tuple(fit for fit in found if fit.p >= ALPHA)


def normality(values: Sequence[float]) -> float:
    """The p value of a test of normality; 0 for a sample that does not vary."""
    if len(values) < 8 or max(values) - min(values) <= 1e-12 * max(map(abs, values)):
        return 0.0
    test = stats.shapiro if len(values) <= SHAPIRO_MAX else stats.normaltest
    return float(test(np.asarray(values)).pvalue)


def tolerance_factor(n: int, coverage: float, confidence: float) -> float:
    """The exact one-sided factor k of a normal sample of size n.

    With probability `confidence`, a share of at least `coverage` of the distribution lies above
    mean - k sd (and as much below mean + k sd): the quantile of the noncentral t distribution
    with n - 1 degrees of freedom and noncentrality z √n, divided by √n (Owen 1968; ISO 16269-6;
    NIST/SEMATECH e-Handbook 7.2.6.3).

    >>> round(tolerance_factor(43, 0.90, 0.99), 3)
    1.874
    """
    root = math.sqrt(n)
    shift = NormalDist().inv_cdf(coverage) * root
    return float(stats.nct.ppf(confidence, n - 1, shift)) / root


def runs_needed(coverage: float, confidence: float) -> int:
    """The n for which the worst of n draws of any distribution is such a bound (Wilks 1941).

    >>> runs_needed(0.99, 0.95)
    299
    """
    return math.ceil(math.log1p(-confidence) / math.log(coverage))


def _fit(scale: Scale, values: Sequence[float]) -> Fit:
    bent = [scale.to(value) for value in values]
    sd = stdev(bent) if len(bent) > 1 else 0.0
    return Fit(scale, len(bent), fmean(bent), sd, normality(bent))
