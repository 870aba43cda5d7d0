"""Where each storage lies: a note by its identity; what has no note lies on the CPU."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch.multiprocessing.reductions import StorageWeakRef
from torch.utils._python_dispatch import _disable_current_modes

HERE = torch.device("cpu")
THERE = torch.device("cuda", 0)
ANYWHERE = torch.device("meta")  # made inside an operation, and not yet met by anything placed

_ROWS = ("values", "crow_indices", "col_indices")
_COLUMNS = ("values", "ccol_indices", "row_indices")
SPARSE = {
    torch.sparse_coo: ("_values", "_indices"),
    torch.sparse_csr: _ROWS,
    torch.sparse_bsr: _ROWS,
    torch.sparse_csc: _COLUMNS,
    torch.sparse_bsc: _COLUMNS,
}
_TensorBase: Any = torch._C.TensorBase
_real_device = _TensorBase.device.__get__
_real_layout = _TensorBase.layout.__get__
_storage = _TensorBase.untyped_storage
_weak: Any = StorageWeakRef
_functorch: Any = torch._C._functorch
Off: Any = torch._C.DisableTorchFunction  # none of this is a call that a student made


class Unassessable(BaseException):
    """The submission does something that the drill cannot follow. `args[0]` names it."""


class Places:
    """The notes of one drill."""

    def __init__(self) -> None:
        self._notes: dict[int, tuple[Any, torch.device]] = {}
        self._tidy_at = 4096
        self.unfollowed = ""  # why `Unassessable` was raised, where it may have been replaced since
        self.generators: dict[int, Any] = {}  # those of the GPU, kept so that no address is reused

    def of(self, tensor: torch.Tensor) -> torch.device:
        """Where a tensor lies; a functorch wrapper lies where the tensor inside it does."""
        with Off():
            plain = unwrapped(tensor)
            real: torch.device = _real_device(plain)
            if real != HERE:
                return real
            if _real_layout(plain) is torch.strided:
                return self.of_storage(_storage(plain))
            return next((self.of_storage(part) for part in _parts(plain)), HERE)

    def of_storage(self, storage: Any) -> torch.device:
        """Where a storage lies."""
        note = self._notes.get(storage._cdata)
        return HERE if note is None else note[1]

    def of_generator(self, generator: Any) -> torch.device:
        """Where a generator draws."""
        return THERE if generator._cdata in self.generators else HERE

    def put(self, tensor: torch.Tensor, place: torch.device) -> None:
        """Note where a tensor's storage lies, or those of its parts.

        Raises:
            Unassessable: it has none that are known.
        """
        with Off():
            plain = unwrapped(tensor)
            if _real_device(plain) != HERE:
                return
            if _real_layout(plain) is torch.strided:
                self.put_storage(_storage(plain), place)
                return
            parts = _parts(plain)
            if place == THERE and not parts:
                self.unfollowed = str(_real_layout(plain)).removeprefix("torch.").strip("_")
                raise Unassessable(self.unfollowed)
            for part in parts:
                self.put_storage(part, place)

    def put_storage(self, storage: Any, place: torch.device) -> None:
        """Note where a storage lies.

        The note holds a weak reference, so that its address is not given to another storage.
        """
        if place == HERE:
            self._notes.pop(storage._cdata, None)
            return
        self._notes[storage._cdata] = (_weak(storage), place)
        if len(self._notes) > self._tidy_at:
            self._notes = {key: n for key, n in self._notes.items() if not n[0].expired()}
            self._tidy_at = 2 * len(self._notes) + 4096

    def storages(self, tensors: list[torch.Tensor]) -> set[int]:
        """The identities of these tensors' storages."""
        with Off():
            plain = [unwrapped(tensor) for tensor in tensors]
            strided = {_storage(t)._cdata for t in plain if _real_layout(t) is torch.strided}
            others = (t for t in plain if _real_layout(t) is not torch.strided)
            return strided.union(part._cdata for tensor in others for part in _parts(tensor))


def _parts(sparse: torch.Tensor) -> list[Any]:
    """The storages of the values and indices of a sparse tensor; of other layouts, none."""
    names = SPARSE.get(_real_layout(sparse), ())
    with _disable_current_modes():  # what is done to look at them is no operation of a student's
        return [_storage(getattr(sparse, name)()) for name in names]


def unwrapped(tensor: torch.Tensor) -> torch.Tensor:
    """The plain tensor inside what `torch.func` wraps around it."""
    while _functorch.is_functorch_wrapped_tensor(tensor):
        tensor = _functorch.get_unwrapped(tensor)
    return tensor


def tensors_in(value: object) -> Iterator[torch.Tensor]:
    """All tensors of a nested argument or result."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from tensors_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from tensors_in(item)
