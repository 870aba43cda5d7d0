"""The only data that cross between the examiner and student code, and how.

A value becomes a small header (msgpack, tagged lists) followed by the raw bytes of its tensors,
arrays and texts; nothing is pickled or imported, nothing but exact plain types is rebuilt:

    value ──encode──▶ [4 bytes: header length][header][buffer][buffer]… ──decode──▶ copy of value

Both sides run this file. `decode` takes every byte as hostile: it raises `WireError`, and nothing
else, for whatever is not a well-formed value within the caps. What it costs is bounded too: the
header is read one level at a time, so that no list is longer, and no object exists, before it has
been counted.
"""

from __future__ import annotations

import itertools
import math
import struct
import time
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
import numpy as np
import torch

MAX_BYTES = 64 << 20
MAX_DEPTH = 32
MAX_NODES = 100_000
MAX_HEADER = 4 << 20
MAX_DIMS = 16
MAX_PARTS = 5  # of a tagged list: the tag and what stands behind it
MAX_BITS = 14_000  # Python refuses to write out an integer of more than 4,300 digits
KEYS_S = 2.0  # of processor time for the keys of dicts, which may be chosen to collide
DTYPES: dict[str, torch.dtype] = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        *(torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64),
        *(torch.float16, torch.bfloat16, torch.float32, torch.float64),
        *(torch.complex64, torch.complex128),
    )
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
# Any dtype may be named (a student may ask for one that no tensor may cross with).
NAMED_DTYPES = {
    str(value).removeprefix("torch."): value
    for value in vars(torch).values()
    if isinstance(value, torch.dtype)
}
ARRAYS = frozenset("?bhilqBHILQefdFD")

_Level = Annotated[list[msgspec.Raw], msgspec.Meta(max_length=MAX_NODES)]
_one_level = msgspec.msgpack.Decoder(_Level | None | bool | int | float | str).decode


class WireError(ValueError):
    """A value that may not cross, or bytes that are not a value. Says why in one sentence."""


def encode(value: object) -> bytes:
    """The bytes of a value.

    Subclasses of plain types cross as the plain type (a NamedTuple as tuple, `torch.Size` as
    tuple, an OrderedDict as dict, a `Parameter` as tensor); a tensor crosses as a contiguous,
    detached copy with its device and `requires_grad`.

    Raises:
        WireError: the value, or something in it, is not data.
    """
    buffers: list[bytes] = []
    header = msgspec.msgpack.encode(_Encoder(buffers).node(value, 0))
    if len(header) > MAX_HEADER:
        raise WireError(f"{len(header)} bytes of small parts: more than {MAX_HEADER} may not cross")
    frame = struct.pack(">I", len(header)) + header + b"".join(buffers)
    if len(frame) > MAX_BYTES:
        raise WireError(f"a value of {len(frame)} bytes: more than {MAX_BYTES} may not cross")
    return frame


def decode(frame: bytes, device: str | None = None, *, noted: bool = False) -> Any:
    """The value that `encode` made these bytes from; tensors on `device`, or where they were.

    With `noted`, tensors are on the CPU and `lies_on` tells where they were: such a device need
    not exist here.

    Raises:
        WireError: the bytes are not a value, or break a cap.
    """
    try:
        return _decode(frame, device, noted)
    except WireError:
        raise
    except Exception as error:  # hostile bytes: whatever they provoke is the sender's fault
        raise WireError(f"not a well-formed value ({type(error).__name__})") from error


def _decode(frame: bytes, device: str | None, noted: bool) -> Any:
    if len(frame) > MAX_BYTES:
        raise WireError(f"a frame of {len(frame)} bytes: more than {MAX_BYTES} may not cross")
    (size,) = struct.unpack_from(">I", frame)
    if size > min(len(frame) - 4, MAX_HEADER):
        raise WireError("a header longer than its frame, or than any may be")
    decoder = _Decoder(memoryview(frame)[4 + size :], device, noted)
    value = decoder.value(frame[4 : 4 + size], 0)
    if decoder.used != len(decoder.data):
        raise WireError("bytes left over behind the value")
    return value


class _Encoder:
    """Walks a value once; refuses what is not data, and what is too deep or too much."""

    def __init__(self, buffers: list[bytes]) -> None:
        self.buffers = buffers
        self.nodes = 0
        self.bytes = 0

    def node(self, value: object, depth: int) -> object:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise WireError(f"nested deeper than {MAX_DEPTH} levels")
        if self.nodes > MAX_NODES:
            raise WireError(f"more than {MAX_NODES} elements")
        if value is None or value is True or value is False:
            return value
        if isinstance(value, torch.Tensor):
            return self._tensor(value)
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, list | tuple | dict):
            return self._container(value, depth)
        return self._scalar(value)

    def _scalar(self, value: object) -> object:
        if isinstance(value, int):
            plain = int.__int__(value)
            return plain if -(1 << 63) <= plain < (1 << 63) else ["I", _big(plain)]
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, str):
            return self._text("s", str.encode(value, "utf-8", "surrogatepass"))
        if isinstance(value, bytes):
            return self._text("b", bytes.__getitem__(value, slice(None)))
        if isinstance(value, complex):
            return ["c", complex.__complex__(value).real, complex.__complex__(value).imag]
        if isinstance(value, torch.dtype):
            return ["D", str(value).removeprefix("torch.")]
        if isinstance(value, torch.device):
            return ["V", str(value)]
        raise WireError(f"a value of type {_type_name(value)}, which is not plain data")

    def _text(self, tag: str, raw: bytes) -> object:
        self._grow(len(raw))
        self.buffers.append(raw)
        return [tag, len(raw)]

    def _container(self, value: object, depth: int) -> object:
        if isinstance(value, dict):
            pairs = dict.items(value)
            return ["d", [[self.node(k, depth + 1), self.node(v, depth + 1)] for k, v in pairs]]
        if isinstance(value, tuple):
            return ["t", [self.node(item, depth + 1) for item in tuple.__iter__(value)]]
        assert isinstance(value, list)
        return ["l", [self.node(item, depth + 1) for item in list.__iter__(value)]]

    def _tensor(self, value: torch.Tensor) -> object:
        if type(value) not in (torch.Tensor, torch.nn.Parameter):
            raise WireError(f"a tensor of the class {_type_name(value)}, not a plain torch.Tensor")
        if value.layout is not torch.strided or value.is_meta or value.dtype not in NAMES:
            kind = f"{value.dtype}, {value.layout}, {value.device}".replace("torch.", "")
            raise WireError(f"a tensor without plain dense values ({kind})")
        self._grow(value.numel() * value.element_size())
        plain = value.detach().resolve_conj().resolve_neg().cpu().reshape(-1)
        # A single element may keep any stride and still count as contiguous: a clone does not.
        plain = plain.clone(memory_format=torch.contiguous_format)
        self.buffers.append(plain.view(torch.uint8).numpy().tobytes() if plain.numel() else b"")
        shape = list(tuple.__iter__(value.shape))
        return ["T", NAMES[value.dtype], shape, str(value.device), value.requires_grad]

    def _array(self, value: np.ndarray[Any, Any]) -> object:
        if type(value) is not np.ndarray or value.dtype.char not in ARRAYS:
            raise WireError(f"an array of {value.dtype} and class {_type_name(value)}")
        self._grow(value.nbytes)
        native = value.astype(value.dtype.newbyteorder("<"), copy=False)
        self.buffers.append(native.tobytes())
        return ["A", native.dtype.str, list(value.shape)]

    def _grow(self, size: int) -> None:
        self.bytes += size
        if self.bytes > MAX_BYTES:
            raise WireError(f"a value of {self.bytes} bytes: more than {MAX_BYTES} may not cross")


class _Decoder:
    """Rebuilds a value; every tag, shape and length is checked before memory is taken for it."""

    def __init__(self, data: memoryview, device: str | None, noted: bool) -> None:
        self.data = data
        self.noted = noted
        self.device = device
        self.used = 0
        self.nodes = 0
        self.keys_s = 0.0

    def value(self, raw: msgspec.Raw | bytes, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("nested too deep, or too many elements")
        node = _one_level(raw)
        if node is None or type(node) in (bool, int, float):
            return node
        if type(node) is not list or not 2 <= len(node) <= MAX_PARTS:
            raise WireError("an element without a tag")
        tag, *rest = map(_one_level, node)
        if tag in ("l", "t", "d"):
            return self._container(tag, rest, depth)
        if tag == "T":
            return self._tensor(*rest)
        if tag == "A":
            return self._array(*rest)
        return self._scalar(tag, rest)

    def _scalar(self, tag: object, rest: list[Any]) -> Any:
        if tag == "s":
            return self._take(_exact(int, *rest)).decode("utf-8", "surrogatepass")
        if tag == "b":
            return bytes(self._take(_exact(int, *rest)))
        if tag == "c":
            return complex(_exact(float, rest[0]), _exact(float, *rest[1:]))
        if tag == "I":
            return _unbig(_exact(str, *rest))
        if tag == "D":
            return NAMED_DTYPES[_exact(str, *rest)]
        if tag == "V":
            return torch.device(_exact(str, *rest))
        raise WireError("an unknown tag")

    def _container(self, tag: str, rest: list[Any], depth: int) -> Any:
        items = _exact(list, *rest)
        if tag == "d":
            pairs = map(_one_level, items)
            return self._dict(
                (self.value(k, depth + 1), self.value(v, depth + 1)) for k, v in pairs
            )
        values = [self.value(item, depth + 1) for item in items]
        return tuple(values) if tag == "t" else values

    def _dict(self, pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
        """A dict whose keys may cost only so much: n keys that collide take n * n steps."""
        found: dict[Any, Any] = {}
        pairs = iter(pairs)
        while some := list(itertools.islice(pairs, 256)):
            begun = time.thread_time()
            found.update(some)
            self.keys_s += time.thread_time() - begun
            if self.keys_s > KEYS_S:
                raise WireError("keys that were chosen to collide")
        return found

    def _tensor(self, name: str, shape: Any, device: str, tracked: bool) -> torch.Tensor:
        dtype = DTYPES[_exact(str, name)]
        sizes = _shape(shape)
        raw = self._take(math.prod(sizes) * dtype.itemsize)
        if dtype is torch.bool:
            _demand_bools(raw)
        flat = torch.frombuffer(raw, dtype=dtype) if raw else torch.empty(0, dtype=dtype)
        place = torch.device(_exact(str, device))
        if place.type == "meta":
            raise WireError("a tensor without values")
        if self.noted:
            value = flat.reshape(sizes)
            value.__dict__["lies_on"] = place
        else:
            value = flat.reshape(sizes).to(self.device or place)
        can_track = dtype.is_floating_point or dtype.is_complex
        return value.requires_grad_(_exact(bool, tracked) and can_track)

    def _array(self, name: str, shape: Any) -> np.ndarray[Any, Any]:
        dtype = np.dtype(_exact(str, name))
        if dtype.char not in ARRAYS:
            raise WireError("an array of an unknown dtype")
        sizes = _shape(shape)
        raw = self._take(math.prod(sizes) * dtype.itemsize)
        if dtype.char == "?":
            _demand_bools(raw)
        return np.frombuffer(raw, dtype).reshape(sizes)

    def _take(self, size: int) -> bytearray:
        if not 0 <= size <= len(self.data) - self.used:
            raise WireError("a tensor or a text longer than its bytes")
        self.used += size
        return bytearray(self.data[self.used - size : self.used])


def lies_on(tensor: torch.Tensor) -> torch.device:
    """The device that a tensor lies on, or lay on when it was sent."""
    noted = tensor.__dict__.get("lies_on")
    return noted if isinstance(noted, torch.device) else tensor.device


def _shape(shape: Any) -> list[int]:
    """Sizes; those of an empty tensor, too, could be summed over without asking for much memory."""
    sizes = [_one_level(raw) for raw in _exact(list, shape)[: MAX_DIMS + 1]]
    if len(sizes) > MAX_DIMS or not all(type(n) is int and 0 <= n <= MAX_BYTES for n in sizes):
        raise WireError("a shape that no tensor has")
    if math.prod(n or 1 for n in sizes) > MAX_BYTES:
        raise WireError("a shape of more elements than may cross")
    return sizes


def _demand_bools(raw: bytearray) -> None:
    if raw.translate(None, b"\0\1"):
        raise WireError("bools with bytes other than 0 and 1")


def _exact(kind: type, *value: Any) -> Any:
    if len(value) != 1 or type(value[0]) is not kind:
        raise WireError(f"an element that is no {kind.__name__}")
    return value[0]


def _big(value: int) -> str:
    if value.bit_length() > MAX_BITS:
        raise WireError(f"an integer of more than {MAX_BITS} bits")
    return format(value, "x")


def _unbig(text: str) -> int:
    if len(text) > MAX_BITS // 4 + 1:
        raise WireError(f"an integer of more than {MAX_BITS} bits")
    return int(text, 16)


def _type_name(value: object) -> str:
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")[:80]
