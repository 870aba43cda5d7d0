"""The geometry of small pictures: numbers for inline SVG, which the templates draw."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

RADIUS = 52.0
BARS = 10


@dataclass(frozen=True)
class Ring:
    """A ring of which a share is filled: `stroke-dasharray` of a circle of radius 52."""

    filled: float
    empty: float

    @property
    def dashes(self) -> str:
        """The attribute's value."""
        return f"{self.filled:.1f} {self.empty:.1f}"


@dataclass(frozen=True)
class Bar:
    """One bar of a histogram: its height is a share of the tallest one's."""

    low: int  # per cent, of the points
    high: int
    count: int
    height: float  # 0 to 1


def ring(points: float, max_points: float) -> Ring:
    """The ring for some points; more than all points still fill it once."""
    around = 2 * math.pi * RADIUS
    share = min(1.0, max(0.0, points / max_points)) if max_points else 0.0
    return Ring(around * share, around * (1 - share) + 0.1)


def histogram(shares: Iterable[float]) -> tuple[Bar, ...]:
    """Ten bars for shares of the points (0 to 1); the last one holds full marks too."""
    counts = [0] * BARS
    for share in shares:
        counts[min(BARS - 1, max(0, int(share * BARS + 1e-9)))] += 1
    top = max(counts) or 1
    width = 100 // BARS
    return tuple(Bar(i * width, (i + 1) * width, n, n / top) for i, n in enumerate(counts))
