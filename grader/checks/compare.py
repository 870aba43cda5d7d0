"""Exact in kind, tolerant in value: whether what came back agrees with what should have."""

from __future__ import annotations

import numpy as np
import torch

from grader.checks.describe import described
from grader.checks.shown import shown
from grader.faults import StudentFault
from grader.inside.wire import lies_on
from grader.messages import Message, mark

# (rtol, atol) by dtype: those of torch.testing.assert_close; everything else compares exactly.
TOLERANCES = {
    torch.float16: (1e-3, 1e-5),
    torch.bfloat16: (1.6e-2, 1e-5),
    torch.float32: (1e-4, 1e-5),
    torch.float64: (1e-7, 1e-7),
    torch.complex64: (1e-4, 1e-5),
    torch.complex128: (1e-7, 1e-7),
}
FLOAT = (1e-5, 1e-6)  # Python floats often went through float32

KIND = mark("That is not the kind of value that was asked for.")
DTYPE = mark("Its dtype is not the one that was asked for.")
SHAPE = mark("Its shape is not the one that was asked for.")
DEVICE = mark("It lies on the wrong device.")
LENGTH = mark("Its length is not the one that was asked for.")
KEYS = mark("Its keys are not the ones that were asked for.")
NOT_FINITE = mark("It holds NaN or infinity where a number belongs.")
VALUES = mark("Kind, shape and dtype are right; the values are not.")
VALUE = mark("Its kind is right; its value is not.")
AT = mark("Look at `{path}` of what it gave.")


def agree(
    got: object, want: object, *, rtol: float | None = None, atol: float | None = None
) -> None:
    """Hold that `got` is `want`: same type, dtype, shape and device, then close in value.

    Tensors compare with the tolerance of their dtype unless one is given (`rtol` relative,
    `atol` absolute); integers, bools and strings exactly; NaN agrees with NaN alone, an infinity
    with the same infinity. Tuples, lists and dicts are compared element by element.

    Raises:
        StudentFault: they differ; the student reads which aspect does, staff read both values.
    """
    tolerance = None if rtol is None and atol is None else (rtol or 0.0, atol or 0.0)
    _compare(got, want, "", tolerance)


def _compare(got: object, want: object, path: str, tolerance: tuple[float, float] | None) -> None:
    if type(got) is not type(want):
        _differ(KIND, got, want, path)
    if isinstance(want, torch.Tensor) and isinstance(got, torch.Tensor):
        _tensors(got, want, path, tolerance)
    elif isinstance(want, np.ndarray) and isinstance(got, np.ndarray):
        _arrays(got, want, path, tolerance)
    elif isinstance(want, dict) and isinstance(got, dict):
        _dicts(got, want, path, tolerance)
    elif isinstance(want, list | tuple) and isinstance(got, list | tuple):
        _sequences(got, want, path, tolerance)
    elif isinstance(want, float | complex) and isinstance(got, float | complex):
        wide = torch.complex128 if isinstance(want, complex) else torch.float64
        pair = torch.tensor(got, dtype=wide), torch.tensor(want, dtype=wide)
        if not _close(*pair, tolerance or FLOAT):
            _differ(VALUE, got, want, path)
    elif isinstance(want, torch.device) and isinstance(got, torch.device):
        if _place(got) != _place(want):
            _differ(VALUE, got, want, path)
    elif got != want:
        _differ(VALUE, got, want, path)


def _tensors(
    got: torch.Tensor, want: torch.Tensor, path: str, tolerance: tuple[float, float] | None
) -> None:
    if got.dtype != want.dtype:
        _differ(DTYPE, got, want, path)
    if got.shape != want.shape:
        _differ(SHAPE, got, want, path)
    if _place(lies_on(got)) != _place(lies_on(want)):
        _differ(DEVICE, got, want, path)
    got, want = got.detach().cpu(), want.detach().cpu()
    if not _close(got, want, tolerance or TOLERANCES.get(want.dtype, (0.0, 0.0))):
        floating = got.dtype.is_floating_point or got.dtype.is_complex
        lost = floating and bool((~got.isfinite() & want.isfinite()).any())
        _differ(NOT_FINITE if lost else VALUES, got, want, path)


def _close(got: torch.Tensor, want: torch.Tensor, tolerance: tuple[float, float]) -> bool:
    if not (want.dtype.is_floating_point or want.dtype.is_complex):
        return torch.equal(got, want)
    rtol, atol = tolerance
    wide = torch.complex128 if want.dtype.is_complex else torch.float64
    return torch.allclose(got.to(wide), want.to(wide), rtol=rtol, atol=atol, equal_nan=True)


def _arrays(
    got: np.ndarray, want: np.ndarray, path: str, tolerance: tuple[float, float] | None
) -> None:
    if got.dtype != want.dtype:
        _differ(DTYPE, got, want, path)
    if got.shape != want.shape:
        _differ(SHAPE, got, want, path)
    rtol, atol = tolerance or (1e-6, 1e-8)
    exact = want.dtype.kind not in "fc"
    same = np.array_equal(got, want) if exact else np.allclose(got, want, rtol, atol, True)
    if not same:
        _differ(VALUES, got, want, path)


def _dicts(
    got: dict[object, object],
    want: dict[object, object],
    path: str,
    tolerance: tuple[float, float] | None,
) -> None:
    if set(got) != set(want):
        _differ(KEYS, got, want, path)
    for key in want:
        _compare(got[key], want[key], f"{path}[{key!r}]", tolerance)


def _sequences(
    got: list[object] | tuple[object, ...],
    want: list[object] | tuple[object, ...],
    path: str,
    tolerance: tuple[float, float] | None,
) -> None:
    if len(got) != len(want):
        _differ(LENGTH, got, want, path)
    for index, (one, other) in enumerate(zip(got, want, strict=True)):
        _compare(one, other, f"{path}[{index}]", tolerance)


def _place(device: torch.device) -> tuple[str, int]:
    """A device's kind and number: "cuda" and "cuda:0" are the same place."""
    return device.type, device.index or 0


def _differ(aspect: str, got: object, want: object, path: str) -> None:
    found = (Message(AT, {"path": path}),) if path else ()
    staff = f"{aspect}\n  at:       {path or 'the value itself'}\n  got:      {shown(got)}\n"
    raise StudentFault(
        *found, described(got), Message(aspect), staff=f"{staff}  expected: {shown(want)}"
    )
