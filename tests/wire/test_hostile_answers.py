"""Whatever a student's process answers is the student's fault: never ours, never a free check."""

import msgspec
import numpy as np
import pytest

from grader.checks import agree
from grader.course import Limits
from grader.examiner.elsewhere import Unjudged
from grader.examiner.loading import faults_of
from grader.examiner.solutions import Solution
from grader.faults import StudentFault
from grader.inside import messages, wire

LONG = 10**4200  # about as long as a number may be that crosses
HALF = "\ud800"  # half a character, which UTF-8 cannot hold
ANSWERS = {
    "an array": np.zeros((2, 2)),
    "a kind that is none": (["ok"], 1),
    "three parts": ("ok", 1, 2),
    "no gpu": ("no gpu", "out of memory"),
    "undrilled": ("undrilled", "threads"),
    **{f"{kind}, a number": (kind, LONG) for kind in ("refused", "undrilled", "no gpu", "x")},
    **{f"{key}, a number": ("raised", {key: LONG}) for key in ("type", "text", "traceback")},
    **{f"{key}, half": ("raised", {key: HALF}) for key in ("type", "text", "traceback", "missing")},
    "bases": ("raised", {"bases": [HALF, 3, LONG], "line": LONG}),
}


def solution(answer, source="import threading, cuda"):
    """A solution whose process gives this answer to whatever it is asked."""
    return Solution(lambda request, extra_s=0.0: wire.encode(answer), source)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_odd_answer_costs_the_student(answer):
    """It is a fault of the student's, whose texts can be kept: else the check would be free."""
    with pytest.raises(StudentFault) as caught:
        solution(answer).double(1)
    assert not isinstance(caught.value, Unjudged)
    assert msgspec.msgpack.encode([caught.value.staff, *caught.value.messages])


@pytest.mark.parametrize(
    "got",
    [LONG, [LONG], (3, LONG), {LONG: 1}, HALF, [HALF] * 9000],
    ids=lambda got: type(got).__name__,
)
def test_an_odd_value_is_a_wrong_value(got):
    """What cannot be written out in full is compared and told of all the same."""
    with pytest.raises(StudentFault) as caught:
        agree(got, 3)
    assert len(caught.value.staff.encode()) < 4000


@pytest.mark.parametrize("key", ["type", "text", "own", "bases", "line"])
@pytest.mark.parametrize("value", [LONG, HALF, None, [HALF]], ids=["long", "half", "none", "list"])
def test_odd_facts_of_loading_cost_the_student(key, value):
    """What a file says of the error that stopped it is a text that can be kept, or nothing."""
    facts = {"type": "ValueError", "text": "x", "own": "", "bases": [], "line": 1, key: value}
    (fault,) = faults_of(messages.Loaded(True, wire.encode(facts)), Limits())
    assert fault.whose == "student"
    assert msgspec.msgpack.encode(fault)


def test_missing_names_are_those_that_were_asked_for():
    """A name that is not defined tells no input: it is one of those that the check asked for."""
    said = {"type": "MissingName", "bases": ["AttributeError"]}
    with pytest.raises(StudentFault) as known:
        solution(("raised", {**said, "missing": "double"})).double(1)
    with pytest.raises(StudentFault) as smuggled:
        solution(("raised", {**said, "missing": "x_12_34"})).double(1)
    assert known.value.messages[0].english() == "`double` is not defined in what you handed in."
    assert smuggled.value.messages[0].english() == "Your code raised AttributeError."


def test_a_tensor_without_values_is_no_value():
    """A forged place on the device that holds no values is refused before a check computes."""
    frame = wire.encode(np.zeros(0))
    header = msgspec.msgpack.encode(["T", "float32", [0], ["s", b"meta"], False])
    forged = len(header).to_bytes(4, "big") + header
    with pytest.raises(wire.WireError):
        wire.decode(forged)
    assert wire.decode(frame).size == 0


@pytest.mark.parametrize("ended", ["exit", "timeout", "memory", "processes", "files"])
def test_no_line_is_named_where_none_is_known(ended):
    """A file that ends its process before its first statement is not told of a line 0."""
    (fault,) = faults_of(messages.Loaded(False, ended=ended), Limits())
    assert fault.where is None
    assert " line " not in fault.message.english()
    assert "before its first statement had run" in fault.message.english()
