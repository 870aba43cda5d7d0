"""Each operation, as PyTorch's dispatcher sees it: where its arguments lie, and so its results."""

from __future__ import annotations

from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from .places import ANYWHERE, HERE, THERE, Off, Places, tensors_in

_aten: Any = torch.ops.aten
# Operations that copy between devices, or take some arguments on the CPU.
CROSSING = {
    *(_aten.copy_, _aten.copy, _aten._foreach_copy_, _aten.set_, _aten._resize_output_),
    *(_aten.slice_scatter, _aten.select_scatter, _aten.diagonal_scatter, _aten.as_strided_scatter),
    *(_aten.resize_as_, _aten.tensor_split, _aten.ctc_loss, _aten._ctc_loss),
    _aten._pack_padded_sequence,
}
INDEXING = {
    *(_aten.index, _aten.index_put, _aten.index_put_, _aten._index_put_impl_),
    *(_aten._unsafe_index, _aten._unsafe_index_put),
}
MIXED = (
    "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!"
)
INDICES = "indices should be either on cpu or on the same device as the indexed tensor (cpu)"


class Below(TorchDispatchMode):  # type: ignore[no-untyped-call]  # torch gives it no types
    """Follows every operation, and notes where what it makes lies.

    `making` is where a call that names a device makes its tensors; `depth` counts the calls of
    PyTorch's functions that are under way: what is made in one of them without arguments lies
    anywhere, what is made outside of all of them on the CPU.
    """

    def __init__(self, places: Places) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.places = places
        self.making: torch.device | None = None
        self.depth = 0

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """No: PyTorch would import its compiler, as much again as all of torch, to spare it this.

        Programs that compile anything under the drill are not assessed at all.
        """
        return False

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        """Run an operation."""
        kwargs = kwargs or {}
        with Off():
            given = [*tensors_in(args), *tensors_in(kwargs)]
            place = self.place_of(func, args, given)
            self.draws(kwargs.get("generator"), place)
            made = func(*args, **kwargs)
            # Of a packed sequence only the data lie with it; its sizes stay on the CPU.
            packed = func.overloadpacket is _aten._pack_padded_sequence
            self.settle(made[0] if packed else made, given, place)
        return made

    def place_of(self, func: Any, args: tuple[Any, ...], given: list[torch.Tensor]) -> torch.device:
        """Where an operation is done.

        Raises:
            RuntimeError: its arguments lie on two devices, in the words of PyTorch.
        """
        if not given or func.overloadpacket is _aten.lift_fresh:  # which passes data in
            return self.making or (ANYWHERE if self.depth else HERE)
        places = [self.places.of(tensor) for tensor in given]
        if THERE not in places:
            return HERE if HERE in places else places[0]
        kind = func.overloadpacket
        if kind in CROSSING:
            return places[0]
        if kind in INDEXING:
            return self.indexed(args, places[0])
        written = _written(func, args)
        for tensor, place in zip(given, places, strict=True):
            if place == HERE and (tensor.dim() or any(tensor is one for one in written)):
                raise RuntimeError(MIXED)
            if place == ANYWHERE:
                self.places.put(tensor, THERE)
        return THERE

    def indexed(self, args: tuple[Any, ...], own: torch.device) -> torch.device:
        """Where an indexed tensor lies: its indices may lie on the CPU, values must be with it."""
        own = THERE if own == ANYWHERE else own
        if own == HERE and any(self.places.of(index) == THERE for index in tensors_in(args[1])):
            raise RuntimeError(INDICES)
        for value in tensors_in(args[2:]):
            if {own, self.places.of(value)} == {HERE, THERE} and (value.dim() or own == HERE):
                raise RuntimeError(MIXED)
        self.places.put(args[0], own)
        return own

    def settle(self, value: object, given: list[torch.Tensor], place: torch.device) -> None:
        """Note where results lie; a view, or what was changed in place, lies where it did."""
        results = list(tensors_in(value))
        if place == HERE or not results:
            return
        own = self.places.storages(given)
        for tensor in results:
            made = self.places.storages([tensor])
            if not made or not made <= own:
                self.places.put(tensor, place)

    def draws(self, generator: torch.Generator | None, place: torch.device) -> None:
        """Hold that random numbers are drawn by a generator of their own device.

        Raises:
            RuntimeError: by another's, in the words of PyTorch.
        """
        own = place if generator is None else self.places.of_generator(generator)
        if {own, place} == {HERE, THERE}:
            raise RuntimeError(
                f"Expected a '{place.type}' device type for generator but found '{own.type}'"
            )


def _written(func: Any, args: tuple[Any, ...]) -> list[torch.Tensor]:
    """The tensors that an operation changes."""
    arguments = zip(func._schema.arguments, args, strict=False)
    changed = [a for s, a in arguments if s.alias_info is not None and s.alias_info.is_write]
    return list(tensors_in(changed))
