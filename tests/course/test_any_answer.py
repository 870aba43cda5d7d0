"""Whatever data come back, a check judges them: it never errs itself.

A submission decides what comes back from each call and each probe. So the reference's own answers
are spoilt, each in one way, in the place of their arrival: right in structure, wrong somewhere.
"""

from __future__ import annotations

import functools

import pytest
import torch

from grader.examiner.plugin import trusted
from grader.examiner.solutions import Solution, in_process
from grader.inside.wire import lies_on
from grader.records import Outcome
from tests.course.common import COURSE, SLUGS, run_checks, source_of

pytestmark = pytest.mark.timeout(3600)  # the first test of an assignment judges all its answers


def numbers(change):
    """A way to spoil: floats and tensors of floats are changed so, as a tensor."""

    def spoil(leaf):
        if isinstance(leaf, torch.Tensor) and leaf.is_floating_point():
            return change(leaf)
        return change(torch.tensor(leaf)).item() if type(leaf) is float else leaf

    return spoil


def tensors(change):
    """A way to spoil: tensors are changed so."""
    return lambda leaf: change(leaf) if isinstance(leaf, torch.Tensor) else leaf


def of(kind, other):
    """A way to spoil: what is of this kind is replaced."""
    return lambda leaf: other if type(leaf) is kind else leaf


def first(value):
    """A way to spoil tensors: their first number is another."""

    def change(x):
        spoilt = x.clone()
        if x.numel():
            spoilt.view(-1)[0] = value
        return spoilt

    return change


LEAVES = {
    "nan": numbers(lambda x: torch.full_like(x, torch.nan)),
    "infinite": numbers(lambda x: torch.full_like(x, torch.inf)),
    "largest": numbers(lambda x: torch.full_like(x, torch.finfo(x.dtype).max)),
    "one_nan": numbers(first(torch.nan)),
    "one_infinite": numbers(first(-torch.inf)),
    "no_rows": tensors(lambda x: x[:0] if x.dim() else x),
    "transposed": tensors(lambda x: x.T if x.dim() == 2 else x),
    "float64": tensors(torch.Tensor.double),
    "nan_for_whole_numbers": tensors(lambda x: torch.full(x.shape, torch.nan)),
    "complex": tensors(lambda x: x.to(torch.complex64)),
    "bool": tensors(torch.Tensor.bool),
    "int64": tensors(lambda x: torch.nan_to_num(x).long() if x.is_floating_point() else x + 1),
    "arrays": tensors(lambda x: x.detach().float().numpy()),
    "no_tensor": tensors(lambda x: None),
    "huge": lambda leaf: 10**400 if type(leaf) is int else leaf,
    "negative": lambda leaf: -1 if type(leaf) is int else leaf,
    "float_for_int": lambda leaf: leaf + 0.5 if type(leaf) is int else leaf,
    "other_text": of(str, "\x00\ud7ff" * 9),
    "number_for_text": of(str, 7),
    "not": lambda leaf: not leaf if type(leaf) is bool else leaf,
    "none": lambda leaf: None,
    "dict": lambda leaf: {},
}
CONTAINERS = {
    "shorter": lambda x: x[:-1] if type(x) in (list, tuple) else x,
    "longer": lambda x: (*x, None) if type(x) is tuple else [*x, None] if type(x) is list else x,
    "other_sequence": lambda x: {list: tuple, tuple: list}.get(type(x), lambda own: own)(x),
    "first_alone": lambda x: x[0] if type(x) in (list, tuple) and x else x,
    "reversed": lambda x: x[::-1] if type(x) in (list, tuple) else x,
    "key_missing": lambda x: dict([*x.items()][1:]) if type(x) is dict else x,
    "key_too_many": lambda x: {**x, 7: x} if type(x) is dict else x,
    "keys_are_numbers": lambda x: dict(enumerate(x.values())) if type(x) is dict else x,
}


def spoilt(value, leaf, container):
    """An answer, each of its leaves and of its containers changed."""
    if type(value) in (list, tuple):
        return container(type(value)(spoilt(x, leaf, container) for x in value))
    if type(value) is dict:
        return container({k: spoilt(x, leaf, container) for k, x in value.items()})
    other = leaf(value)
    if isinstance(value, torch.Tensor) and isinstance(other, torch.Tensor):
        other.lies_on = lies_on(value)  # as the wire notes it
    return other


def same(value):
    """What is left as it is."""
    return value


WAYS = {
    **{name: functools.partial(spoilt, leaf=way, container=same) for name, way in LEAVES.items()},
    **{name: functools.partial(spoilt, leaf=same, container=w) for name, w in CONTAINERS.items()},
    **{f"outer_{name}": CONTAINERS[name] for name in ("shorter", "longer", "key_missing")},
}


class Spoilt(Solution):
    """The reference, whose answers arrive spoilt in one way; each is computed once for all."""

    def __init__(self, ask, source, way):
        super().__init__(ask, source)
        self._way = way

    def _value(self, reply, names="", *, noted=False):
        value = super()._value(reply, names, noted=noted)
        return self._way(value)


@functools.cache
def judged(slug):
    """(way, seed) to the records of all hidden checks."""
    assignment = COURSE.find(slug)
    source = source_of(assignment, "reference")
    own, theirs = in_process(assignment.solution, source), trusted(assignment.solution)
    ask = functools.cache(own._ask)

    def seat(path, source):
        return Spoilt(ask, source, WAYS[path.stem])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theirs, "_ask", functools.cache(theirs._ask))
        return run_checks(assignment.hidden_checks, dict.fromkeys(WAYS, source), (0,), seat=seat)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("slug", SLUGS)
def test_any_answer_is_judged(slug, way):
    """An answer that is right but for one thing ends no check in an error of ours."""
    records = judged(slug)[way, 0]
    errors = {i: r.staff for i, r in records.items() if r.outcome is Outcome.ERROR}
    assert errors == {}, "\n".join(errors.values())
