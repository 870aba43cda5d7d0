"""What a fuzzer begins with, and what it has found, is read without a fault of ours."""

import numpy as np
import pytest
import torch

from grader.inside.wire import encode
from tests.fuzz.seeds import seeds
from tests.fuzz.target import CORPUS, FOUND, read

NAMED = {path.name: path for folder in (CORPUS, FOUND) for path in sorted(folder.iterdir())}
HOSTILE = {
    "an array for a kind": (np.zeros(2), "x"),
    "a tensor for an answer": torch.zeros(2),
    "arrays for facts": ("raised", {"type": "E", "bases": [np.zeros(2)], "text": np.zeros(2)}),
    "a tensor for facts": torch.zeros(3),
    "half a surrogate": ("raised", {"type": "E", "bases": [], "text": "\ud800"}),
    "an endless name": ("raised", {"type": "x" * (1 << 20), "missing": "y" * (1 << 20)}),
    "a refusal that is none": ("refused", np.zeros(2)),
}


@pytest.mark.parametrize("name", NAMED)
def test_kept_inputs_are_read(name):
    """Seeds and findings end in a value or in the submission's own fault."""
    read(NAMED[name].read_bytes())


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_are_read(value):
    """So do well-formed values where something else belongs."""
    read(encode(value))


def test_the_corpus_is_what_honest_processes_send():
    """`corpus/` is in step with the format: python -m tests.fuzz.seeds writes it."""
    assert {path.name: path.read_bytes() for path in CORPUS.iterdir()} == seeds()
