"""The thresholds of measured checks: `thresholds.toml` beside the hidden checks, read strictly.

`grader calibrate` writes the file from measured distributions; nobody else decides a threshold.
It counts in the digest of what judges, and stands in `reference/`, which no student sees.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from grader.faults import GraderFault

FILE = "thresholds.toml"
Side = Literal["at_least", "at_most", "between"]


class Caught(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong solution that a threshold catches, and how sure that is."""

    solution: str  # the file's stem in wrong/
    n: int  # runs that gave a finite number
    mean: float
    sd: float
    reach: float  # the value on the threshold's side that 99 % of its runs do not get past
    method: str


class Threshold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a measured value of one check must reach, and where that comes from.

    `low` is the smallest value that passes, `high` the largest; `at_least` has the former alone,
    `at_most` the latter alone, `between` both.
    """

    check: str  # the check's id
    name: str  # of the measured value, as the check calls it
    side: Side
    low: float | None = None
    high: float | None = None
    n: int = 0  # runs of the reference
    first_seed: int = 0  # of n consecutive ones
    mean: float = 0.0
    sd: float = 0.0
    smallest: float = 0.0
    largest: float = 0.0
    method: str = ""
    normality_p: float = 0.0  # Shapiro and Wilk's, on the scale that the method names
    torch: str = ""
    date: str = ""
    wrong: tuple[Caught, ...] = ()

    def complete(self) -> bool:
        """Whether it has the ends that its side needs, and no other."""
        wanted = {"at_least": (True, False), "at_most": (False, True), "between": (True, True)}
        return (self.low is not None, self.high is not None) == wanted[self.side]

    def allows(self, value: float) -> bool:
        """Whether a value passes."""
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)

    def surprises(self, value: float) -> bool:
        """Whether a value that passes lies as far on the good side as no right solution's does.

        As far from the reference's mean as the threshold is on the other side.
        """
        if self.low is not None and self.high is None:
            return value > 2 * self.mean - self.low
        return self.low is None and self.high is not None and value < 2 * self.mean - self.high


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    threshold: tuple[Threshold, ...] = ()

    def find(self, check: str, name: str) -> Threshold | None:
        """The threshold of a check's measured value, by the check's id and the value's name."""
        found = (t for t in self.threshold if (t.check, t.name) == (check, name))
        return next(found, None)


def read_thresholds(path: Path) -> Thresholds:
    """The thresholds in a file; none where there is no file.

    Raises:
        GraderFault: the file cannot be read as thresholds.
    """
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=Thresholds)
    except FileNotFoundError:
        return Thresholds()
    except (OSError, ValueError, RecursionError) as error:  # as in grader.course
        raise GraderFault(f"{path}: {error}; mend it, or calibrate again.") from error
    for threshold in found.threshold:
        if not threshold.complete():
            which = f"{threshold.check}/{threshold.name}"
            raise GraderFault(f"{path}: {which} does not have the ends of {threshold.side!r}.")
    return found


thresholds_of = cache(read_thresholds)  # read once, before the examiner forks where it can be
