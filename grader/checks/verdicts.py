"""Verdicts of a check's own, for what has no single right value."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from grader.checks.compare import DEVICE, DTYPE, KIND, SHAPE
from grader.checks.describe import described
from grader.checks.shown import shown
from grader.faults import StudentFault
from grader.inside.wire import lies_on
from grader.messages import Message, mark

NOT_SO = mark("What it gave does not do what the sentence above says.")


def holds(condition: object, staff: str) -> None:
    """Hold that a condition on what came back is true; `staff` says what was found.

    Raises:
        StudentFault: it is not. The student reads the check's sentence and hint, and no value.
    """
    if not bool(condition):
        raise StudentFault(Message(NOT_SO), staff=staff)


def tensor(
    got: object, *, shape: Sequence[int], dtype: torch.dtype, device: object = "cpu"
) -> torch.Tensor:
    """Hold that `got` is a tensor of exactly this shape, dtype and device; returns it.

    Raises:
        StudentFault: it is not; the student reads which aspect is wrong.
    """
    wanted = f"expected a {dtype} tensor of shape {tuple(shape)} on {device}, got {shown(got)}"
    if not isinstance(got, torch.Tensor):
        raise StudentFault(described(got), Message(KIND), staff=wanted)
    place, lies = torch.device(str(device)), lies_on(got)
    for wrong, aspect in (
        (got.dtype != dtype, DTYPE),
        (tuple(got.shape) != tuple(shape), SHAPE),
        ((lies.type, lies.index or 0) != (place.type, place.index or 0), DEVICE),
    ):
        if wrong:
            raise StudentFault(described(got), Message(aspect), staff=wanted)
    return got
