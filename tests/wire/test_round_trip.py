"""What crosses arrives as it was, and hostile bytes never do more than be refused."""

import collections
import socket
import struct
import threading
import time
import tracemalloc
from contextlib import suppress

import msgspec
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.checks import agree
from grader.faults import StudentFault
from grader.inside import wire
from grader.inside.frames import Closed, FrameError, Late, receive, send

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | st.sampled_from(list(wire.NAMED_DTYPES.values()))
    | st.sampled_from([torch.device("cpu"), torch.device("cuda:1")])
)
KEYS = st.text() | st.integers() | st.booleans()
DTYPES = st.sampled_from(sorted(wire.DTYPES))
SHAPES = st.lists(st.integers(0, 4), max_size=4)


@st.composite
def tensors(draw: st.DrawFn) -> torch.Tensor:
    """Tensors of every dtype and many shapes, some of them views with odd strides."""
    dtype = wire.DTYPES[draw(DTYPES)]
    base = torch.randint(0, 2, draw(SHAPES)).to(dtype)
    if base.dim() > 1 and draw(st.booleans()):
        base = base.transpose(0, 1)
    if base.dim() and draw(st.booleans()):
        base = base[::2]
    return base


VALUES = st.recursive(
    SCALARS | tensors() | hnp.arrays(st.sampled_from(["f4", "f8", "i8", "u1", "?", "c8"]), (2, 3)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=300, deadline=None)
def test_a_value_arrives_as_it_was(value: object) -> None:
    """Every plain value, at any nesting, crosses without loss."""
    agree(wire.decode(wire.encode(value)), value, rtol=0.0, atol=0.0)


@given(st.binary(max_size=400))
@settings(max_examples=500, deadline=None)
def test_arbitrary_bytes_are_refused_or_are_a_value(data: bytes) -> None:
    """No bytes make the decoder raise anything but WireError, or hang."""
    with suppress(wire.WireError):
        wire.decode(data)


@given(VALUES, st.data())
@settings(max_examples=200, deadline=None)
def test_damaged_frames_are_refused_or_are_a_value(value: object, data: st.DataObject) -> None:
    """A frame with a few bytes changed never does more than be refused."""
    frame = bytearray(wire.encode(value))
    for _ in range(data.draw(st.integers(1, 3))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    with suppress(wire.WireError):
        wire.decode(bytes(frame))


def framed(header: object, body: bytes = b"") -> bytes:
    """A frame with a header of our making."""
    packed = msgspec.msgpack.encode(header)
    return struct.pack(">I", len(packed)) + packed + body


@pytest.mark.parametrize(
    "frame",
    (
        framed(["T", "float32", [1 << 39, 1 << 39], "cpu", False]),
        framed(["T", "float32", [-1], "cpu", False]),
        framed(["T", "float32", [4], "cpu", False], b"short"),
        framed(["T", "object", [0], "cpu", False]),
        framed(["T", "bool", [1], "cpu", False], b"\x07"),
        framed(["A", "O", [1]], b"\0" * 8),
        framed(["T", "float32", [0] * 99, "cpu", False]),
        framed(["I", "f" * 100_000]),
        framed(["D", "__class__"]),
        framed(["d", [[["l", []], 1]]]),
        framed(["T", "float32", [0, 1 << 39], "cpu", False]),
        framed(["A", "|b1", [2]], b"\x07\x07"),
        framed(["A", "<f4", [0] * 99]),
        framed(["s", -1]),
        framed(["b", 1 << 40]),
        framed(["l", [{(1, 2): 3}]]),
        framed([["l"], ["l"]]),
        framed(["l"]),
        framed({"a": 1}),
        framed(["x", 1]),
        framed(None, b"left over"),
        b"\xff\xff\xff\xff",
        b"",
    ),
)
def test_forged_headers_are_refused(frame: bytes) -> None:
    """Shapes, dtypes and tags that lie are refused before memory is taken for them."""
    with pytest.raises(wire.WireError):
        wire.decode(frame)


@pytest.mark.parametrize("count", (200_000, 60_000_000))
def test_a_forged_header_takes_no_memory(count: int) -> None:
    """Millions of elements in few bytes are refused before an object is made for each of them."""
    header = b"\x92\xa1l\xdd" + struct.pack(">I", count) + b"\x90" * count
    frame = struct.pack(">I", len(header)) + header
    tracemalloc.start()
    with pytest.raises(wire.WireError):
        wire.decode(frame)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(frame) + (1 << 20)


def test_keys_that_collide_are_refused() -> None:
    """A dict whose keys all have one hash would take minutes of the examiner to build."""
    same = (1 << 61) - 1  # Python's integers are hashed modulo this
    pairs = [[["I", format(number * same, "x")], None] for number in range(49_000)]
    with pytest.raises(wire.WireError, match="collide"):
        wire.decode(framed(["d", pairs]))


def test_texts_keep_their_places() -> None:
    """Texts, bytes and tensors travel behind the header in the order in which they are met."""
    value = {"a": [torch.ones(2), "b" * 100, b""], "c": np.ones(1), "": "\ud800"}
    agree(wire.decode(wire.encode(value)), value, rtol=0.0, atol=0.0)


class Liar(torch.Tensor):
    """A tensor that answers every question its own way."""


@pytest.mark.parametrize(
    "value",
    (
        object(),
        print,
        {1, 2},
        Liar(),
        torch.zeros(2, 2).to_sparse(),
        torch.zeros(2, device="meta"),
        np.array([object()]),
        np.array([1])[0],
        1 << 20_000,
    ),
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_data_does_not_cross(value: object) -> None:
    """Objects, subclasses of tensors and the like are named and refused."""
    with pytest.raises(wire.WireError):
        wire.encode(value)


def test_nesting_without_end_is_refused() -> None:
    """A list that holds itself is refused by its depth."""
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(wire.WireError, match="deeper"):
        wire.encode(endless)


def test_plain_subclasses_cross_as_plain_types() -> None:
    """NamedTuples, Sizes, OrderedDicts and Parameters arrive as tuple, tuple, dict and tensor."""
    Point = collections.namedtuple("Point", "x y")
    value = [Point(1, 2), torch.Size([3]), collections.OrderedDict(a=1), np.float64(2.5)]
    assert wire.decode(wire.encode(value)) == [(1, 2), (3,), {"a": 1}, 2.5]


def test_gradient_tracking_crosses() -> None:
    """A parameter arrives as a leaf that requires grad."""
    got = wire.decode(wire.encode(torch.nn.Parameter(torch.ones(2))))
    assert (type(got), got.requires_grad, got.is_leaf) == (torch.Tensor, True, True)


@pytest.mark.parametrize(
    ("got", "want"),
    (
        (torch.ones(3), torch.ones(1, 3)),
        (torch.ones(3), torch.ones(3, dtype=torch.float64)),
        (torch.ones(2), torch.full((2,), float("nan"))),
        (torch.full((2,), float("nan")), torch.ones(2)),
        (torch.tensor(1.0), 1.0),
        (1, True),
        (1, 1.0),
        ([1], (1,)),
        ({"a": 1}, {"a": 1, "b": 2}),
        (torch.ones(0), torch.ones(0, 1)),
        (float("inf"), 1e308),
        (None, 0),
    ),
)
def test_what_only_looks_alike_does_not_agree(got: object, want: object) -> None:
    """Broadcastable shapes, NaN, near types and missing keys never pass by accident."""
    with pytest.raises(StudentFault):
        agree(got, want)


def test_a_dripped_frame_is_late() -> None:
    """Bytes that come one by one do not extend the deadline of their frame."""
    ours, theirs = socket.socketpair()

    def drip() -> None:
        for byte in b"\0" * 7 + b"\x64" + b"x" * 20:
            time.sleep(0.02)
            try:
                theirs.send(bytes([byte]))
            except OSError:
                return

    thread = threading.Thread(target=drip)
    thread.start()
    with pytest.raises(Late):
        receive(ours, 1000, time.monotonic() + 0.2)
    ours.close()
    thread.join()
    theirs.close()


def test_an_announced_flood_is_refused() -> None:
    """A length above the cap is refused before anything is read."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(struct.pack(">Q", 1 << 60))
        with pytest.raises(FrameError):
            receive(ours, 1000, time.monotonic() + 5)


def test_the_end_of_the_other_side_is_told() -> None:
    """A closed socket is Closed between frames and an error within one."""
    ours, theirs = socket.socketpair()
    with ours:
        send(theirs, b"whole", time.monotonic() + 5)
        theirs.send(struct.pack(">Q", 9) + b"part")
        theirs.close()
        assert receive(ours, 100, time.monotonic() + 5) == b"whole"
        with pytest.raises(FrameError):
            receive(ours, 100, time.monotonic() + 5)
        with pytest.raises(Closed):
            receive(ours, 100, time.monotonic() + 5)
