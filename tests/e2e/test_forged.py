"""Answers that a submission wrote itself, byte by byte: they cost their author, and nobody else."""

import pytest

from tests.e2e.small import FULL, SOLUTION, Class

# A submission owns its process: here it puts frames of its own in place of those that we encode.
FORGER = """
import struct
import sys

import msgspec
import numpy as np
import torch

{solution}

wire = sys.modules["grader.inside.wire"]
honest = wire.encode


def framed(header, body=b""):
    packed = msgspec.msgpack.encode(header)
    return struct.pack(">I", len(packed)) + packed + body


def forged(value):
    return {frame}


def double(x):  # using threads and devices, as its author claims
    wire.encode = forged
    return x + x
"""
ARRAY = "honest((np.zeros(2), 'x'))"
FACTS = "honest(('raised', {'type': 'E', 'bases': [np.zeros(2)], 'text': np.zeros(2)}))"
EMPTY = "framed(['t', [['s', 2], ['T', 'float32', [0, 1 << 39], 'cpu', False]]], b'ok')"
MAP = "framed({(i >> 8, i & 255): 1 for i in range(1000)})"
FRAMES = {
    "array-for-a-kind": ARRAY,
    "arrays-for-facts": FACTS,
    "text-that-is-none": "honest(('raised', {'type': 'E', 'bases': [], 'text': '\\ud800'}))",
    "empty-and-immense": EMPTY,
    "map-in-the-header": MAP,
    "spared-by-the-drill": "honest(('undrilled', 'threads'))",
    "spared-by-a-gpu": "honest(('no gpu', 'it failed'))",
    "bools-that-are-none": "framed(['A', '|b1', [2]], bytes([7, 7]))",
}
# What an ordinary `return` can do.
VALUES = {
    "long-number": "10 ** 4200",
    "longer-number": "10 ** 4600",
    "many-dimensions": "torch.zeros([3] * 16, dtype=torch.uint8)",
    "many-tensors": "[torch.zeros(1000, dtype=torch.uint8)] * 30_000",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """All of them graded in one run, an honest neighbour first and last."""
    klass = Class(tmp_path_factory.mktemp("forged"))
    for student, frame in FRAMES.items():
        klass.hand_in(student, FORGER.format(solution=SOLUTION, frame=frame))
    for student, value in VALUES.items():
        body = f"import torch\n\n{SOLUTION}\n\ndef double(x):\n    return {value}\n"
        klass.hand_in(student, body)
    for honest in ("ana", "zoe"):
        klass.hand_in(honest)
    done = klass.run("--jobs", "1")
    assert (done.returncode, done.stderr) == (0, "")
    return klass


@pytest.mark.parametrize("student", [*FRAMES, *VALUES])
def test_it_costs_its_author_alone(graded, student):
    """The exercise is lost, at its full worth; it is no fault of ours, and the others count."""
    result = graded.results()[student]
    assert graded.points(student) == {**FULL, "double": 0.0}
    assert result["max_points"] == 4
    assert [fault for fault in result["faults"] if fault["whose"] == "grader"] == []


@pytest.mark.parametrize("student", ["ana", "zoe"])
def test_neighbours_are_graded(graded, student):
    """Whoever is graded before and after them in the same slot has full marks."""
    assert graded.points(student) == FULL
