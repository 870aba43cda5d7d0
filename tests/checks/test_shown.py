"""What staff read of a value costs little to make, whatever the value is."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch

from grader.checks.shown import LIMIT, shown

BIG = torch.zeros([3] * 16, dtype=torch.uint8)  # its own repr would print 43 million numbers
CASES = {
    "tensor": (torch.ones(2), "tensor([1., 1.])  # float32 (2,)"),
    "tracked": (torch.ones(1, requires_grad=True), "tensor([1.], requires_grad=True)  # float32"),
    "nested": ([1, (2.0,), {"a": None}, ()], "[1, (2.0,), {'a': None}, ()]"),
    "array": (np.ones(2), "array([1., 1.])"),
    "nan": (float("nan"), "nan"),
    "many dimensions": (BIG, "tensor([0, 0, 0, "),
    "an array of many": (BIG.numpy(), "array([0, 0, 0, "),
    "many tensors": ([torch.zeros(1000)] * 50_000, "[tensor([0., 0., "),
    "long text": ("x" * (32 << 20), "'xxx"),
}


@pytest.mark.parametrize(("value", "begins"), CASES.values(), ids=CASES)
def test_a_value_is_shown_in_few_characters(value, begins):
    """Each is its repr where that is short, and the beginning of it where it is not."""
    text = shown(value)
    assert text.startswith(begins)
    assert len(text) <= LIMIT + 1


def test_a_cut_is_told():
    """Where more would follow, the text ends so."""
    assert shown([1] * 10, limit=8) == "[1, 1, 1…"


def test_no_check_shows_a_value_otherwise():
    """The repr of what a submission gave may be long: checks use `shown`, which is not."""
    checks = [*Path(__file__).parents[2].glob("reference/*/test_*.py")]
    assert len(checks) == 7
    assert [path.name for path in checks if re.search(r"!r:\.", path.read_text())] == []
