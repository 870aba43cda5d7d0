"""A value for staff, in a text that costs little, whatever a submission gave.

PyTorch and NumPy shorten each dimension of a large tensor to six numbers, of which sixteen
dimensions still leave billions; and a list may hold thousands of tensors.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np
import torch

LIMIT = 1500
EDGE = 6  # numbers of a dimension that are printed of a large tensor
MOST = 4096
FIRST = 20


def shown(value: object, limit: int = LIMIT) -> str:
    """A value's repr, cut after `limit` characters.

    >>> shown([1, (2.0,), {"a": torch.zeros(2)}])
    "[1, (2.0,), {'a': tensor([0., 0.])  # float32 (2,)}]"
    """
    text = ""
    for piece in _pieces(value):
        text += piece
        if len(text) > limit:
            return f"{text[:limit]}…"
    return text


def _pieces(value: object) -> Iterator[str]:
    if isinstance(value, torch.Tensor):
        dtype = str(value.dtype).removeprefix("torch.")
        yield f"{_printed(value.detach(), value)}  # {dtype} {tuple(value.shape)}"
    elif isinstance(value, np.ndarray):
        yield _printed(value, value)
    elif type(value) is list:
        yield "["
        yield from _joined(map(_pieces, value))
        yield "]"
    elif type(value) is tuple:
        yield "("
        yield from _joined(map(_pieces, value))
        yield ",)" if len(value) == 1 else ")"
    elif type(value) is dict:
        yield "{"
        yield from _joined(_pair(key, item) for key, item in value.items())
        yield "}"
    elif isinstance(value, str | bytes):
        yield repr(value[: 2 * LIMIT])
    else:
        yield repr(value)


def _pair(key: object, value: object) -> Iterator[str]:
    yield from _pieces(key)
    yield ": "
    yield from _pieces(value)


def _joined(parts: Iterable[Iterator[str]]) -> Iterator[str]:
    for number, part in enumerate(parts):
        if number:
            yield ", "
        yield from part


def _printed(plain: torch.Tensor | np.ndarray, value: object) -> str:
    """The repr of an array, or of its first numbers where its own would take long."""
    if math.prod(min(n, EDGE) for n in plain.shape) <= MOST:
        return repr(value)
    return f"{plain.reshape(-1)[:FIRST]!r} and more"
