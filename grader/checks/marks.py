"""What a check is worth, and for which exercise."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import pytest

P = ParamSpec("P")
R = TypeVar("R")


def points(
    value: float, *, exercise: str, hint: str = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Say that a check is worth `value` points of `exercise`, and what a good teacher would say.

    The points of all checks of an exercise sum to its points in `assignment.toml`; the points of
    a parametrised check are shared equally among its cases.
    """
    return pytest.mark.points(value=float(value), exercise=exercise, hint=hint)
