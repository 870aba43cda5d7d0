"""Measured values: accuracy, a loss after some epochs, a statistic of random draws.

A check says what it measured and which way is better; the threshold stands in `thresholds.toml`,
never in the check. While thresholds are being calibrated the values are only written down.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from grader.checks.compare import KIND, NOT_FINITE
from grader.checks.describe import described
from grader.checks.shown import shown
from grader.checks.thresholds import Side, Threshold, Thresholds
from grader.faults import GraderFault, StudentFault
from grader.messages import Message, mark

TOO_LOW = mark("Its `{name}`, measured here, is lower than a right solution's.")
TOO_HIGH = mark("Its `{name}`, measured here, is higher than a right solution's.")
OUTSIDE = mark("Its `{name}`, measured here, is not where a right solution's lies.")

Recorder = Callable[[str, Side, float], None]
Noter = Callable[[str], None]


class Measured:
    """The fixture `measured`: judges numbers by the calibrated thresholds of one check.

    Every method raises `StudentFault` where the value is no finite number or misses the
    threshold, and `GraderFault` where there is no threshold for it, or where one name is measured
    twice in one check: the fault of whoever wrote the check.
    """

    def __init__(
        self,
        check: str,
        thresholds: Thresholds,
        *,
        recorder: Recorder | None = None,
        noter: Noter | None = None,
    ) -> None:
        self._check = check
        self._thresholds = thresholds
        self._recorder = recorder
        self._noter = noter
        self._names: set[str] = set()

    def at_least(self, name: str, value: object) -> None:
        """Hold that a measured number is not too small, as with an accuracy."""
        self._judge(name, "at_least", value)

    def at_most(self, name: str, value: object) -> None:
        """Hold that a measured number is not too large, as with a loss."""
        self._judge(name, "at_most", value)

    def between(self, name: str, value: object) -> None:
        """Hold that a measured number is neither, as with the mean of random draws."""
        self._judge(name, "between", value)

    def _judge(self, name: str, side: Side, value: object) -> None:
        if name in self._names:
            raise GraderFault(f"{self._check} measures {name!r} twice; give each its own name.")
        self._names.add(name)
        if self._recorder is not None:
            self._recorder(name, side, number(value))
            return
        threshold = self._thresholds.find(self._check, name)
        if threshold is None or threshold.side != side:
            raise GraderFault(
                f"there is no threshold for {name!r} {side} of {self._check}: run "
                "`grader calibrate` for its assignment."
            )
        found = number(value)
        if not threshold.allows(found):
            raise _missed(threshold, found)
        if self._noter is not None and threshold.surprises(found):
            self._noter(
                f"{self._check}: {name} {found:.3f} is better than right solutions are "
                f"({threshold.mean:.3f} on average); it costs nothing, but look at how it is done."
            )


def number(value: object) -> float:
    """A measured value as a float: of an int, a float or a real tensor of no dimensions.

    Raises:
        StudentFault: it is something else, NaN or infinite.
    """
    if isinstance(value, torch.Tensor) and value.dim() == 0 and not value.is_complex():
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise StudentFault(described(value), Message(KIND), staff=f"no number: {shown(value, 500)}")
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise StudentFault(Message(NOT_FINITE), staff=f"not finite: {shown(value, 500)}")
    return found


def _missed(threshold: Threshold, found: float) -> StudentFault:
    text = {"at_least": TOO_LOW, "at_most": TOO_HIGH, "between": OUTSIDE}[threshold.side]
    staff = (
        f"{threshold.name}: measured {found!r}, passes from {threshold.low} to {threshold.high}; "
        f"the reference: mean {threshold.mean:.6g}, sd {threshold.sd:.3g} in {threshold.n} runs"
    )
    return StudentFault(Message(text, {"name": threshold.name}), staff=staff)
