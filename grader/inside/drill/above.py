"""Each call of a PyTorch function from Python: devices that are named, tensors that are moved."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

from .below import Below
from .places import ANYWHERE, HERE, THERE, Off, Places, tensors_in

_TensorBase: Any = torch._C.TensorBase
NO_PINNING = "cannot pin 'torch.cuda.FloatTensor' only dense CPU tensors can be pinned"
NO_NUMPY = (
    "can't convert cuda:0 device type tensor to numpy. Use Tensor.cpu() to copy the tensor to "
    "host memory first."
)
SHARING = ("as_tensor", "asarray")  # they may give what they were given
FACTORIES = (
    *("arange", "empty", "empty_permuted", "empty_strided", "eye", "full", "linspace", "logspace"),
    *("normal", "ones", "rand", "randint", "randn", "randperm", "range", "scalar_tensor", "tensor"),
    *("tril_indices", "triu_indices", "zeros", "from_numpy", "frombuffer", *SHARING),
    *("empty_like", "full_like", "ones_like", "rand_like", "randint_like", "randn_like"),
    *("zeros_like", "bartlett_window", "blackman_window", "hamming_window", "hann_window"),
)
READING = ("_parse_to",)  # they are given a device to say what it means, and make nothing
METHODS = (
    *("to", "cpu", "cuda", "numpy", "new_empty", "new_empty_strided", "new_full", "new_ones"),
    *("new_tensor", "new_zeros", "get_device"),
)


class Moved(torch.autograd.Function):
    """A copy on another device; its gradient travels back."""

    generate_vmap_rule = True

    @staticmethod
    def forward(x: torch.Tensor, places: Places, place: torch.device) -> torch.Tensor:
        """A copy of x that is noted to lie there."""
        copy = x.clone()
        places.put(copy, place)
        return copy

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> None:
        """Keep the way back."""
        x, ctx.places, _ = inputs
        ctx.back = ctx.places.of(x)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        """The gradient, where x lies."""
        return _moved(grads[0], ctx.places, ctx.back), None, None


_moved: Any = Moved.apply


class Above(TorchFunctionMode):
    """Sees the calls that student code makes."""

    def __init__(self, below: Below) -> None:
        super().__init__()
        self.below = below
        self.places = below.places

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        """Make a call."""
        return self.call(func, args, dict(kwargs or {}))

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make a call as on a machine with a GPU."""
        name = getattr(func, "__name__", "")
        own: Callable[..., Any] | None = getattr(self, f"call_{name}", None)
        if own is not None and args and isinstance(args[0], torch.Tensor):
            return own(func, *args, **kwargs)
        makes = name in FACTORIES or name.startswith("new")
        named = kwargs.get("device") is not None and name not in READING
        if makes or named:
            return self.make(func, name, args, kwargs)
        return self.plainly(func, args, kwargs)

    def plainly(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make a call that names no device; what lies anywhere after it lies with its arguments."""
        self.below.depth += 1
        try:
            if isinstance(func, FunctionType):  # Python: its own calls are seen, see world.py
                made = func(*args, **kwargs)
            else:
                with Off():
                    made = func(*args, **kwargs)
        finally:
            self.below.depth -= 1
        unsettled = [t for t in tensors_in(made) if self.places.of(t) == ANYWHERE]
        if unsettled:
            given = [self.places.of(t) for t in tensors_in((args, kwargs))]
            for tensor in unsettled:
                self.places.put(tensor, THERE if THERE in given else HERE)
        return made

    def make(self, func: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make a tensor on the device that is named, or where what it is made from lies."""
        named = kwargs.pop("device", None)
        given = [x for x in (*args[:1], kwargs.get("input")) if isinstance(x, torch.Tensor)]
        default = self.places.of(given[0]) if given else default_device()
        place = default if named is None else device_of(named)
        if named is not None:
            kwargs["device"] = HERE if place == THERE else place
        before, self.below.making = self.below.making, place
        try:
            with Off():
                made = func(*args, **kwargs)
        finally:
            self.below.making = before
        if name in SHARING:
            return self.moved(made, place)
        if place in (HERE, THERE):
            self.places.put(made, place)
        return made

    def moved(self, x: torch.Tensor, place: torch.device) -> torch.Tensor:
        """Give x where it shall lie: itself, or a copy."""
        if self.places.of(x) == place:
            return x
        if place not in (HERE, THERE):
            with Off():
                return x.to(place)
        copy: torch.Tensor = _moved(x, self.places, place)
        return copy

    # Methods of tensors ------------------------------------------------------------------------

    def call_to(self, func: Any, x: torch.Tensor, *args: Any, **kwargs: Any) -> torch.Tensor:
        """`x.to(...)` in all its forms: the dtype first, where it lies, then the way."""
        place, rest = self.target(x, args, kwargs)
        with Off():
            y: torch.Tensor = func(x, **rest) if rest else x
        return self.moved(y, place)

    def target(
        self, x: torch.Tensor, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[torch.device, dict[str, Any]]:
        """Where `x.to(*args, **kwargs)` shall lie, and the arguments that name no device."""
        rest = {key: value for key, value in kwargs.items() if key not in ("device", "other")}
        flags = ["non_blocking", "copy"]
        place = self.places.of(x)
        for value in (*args, kwargs.get("device"), kwargs.get("other")):
            if isinstance(value, torch.Tensor):
                place, rest["dtype"] = self.places.of(value), value.dtype
            elif isinstance(value, bool):
                rest[flags.pop(0)] = value
            elif isinstance(value, torch.dtype):
                rest["dtype"] = value
            elif isinstance(value, torch.memory_format):
                rest["memory_format"] = value
            elif value is not None:
                place = device_of(value)
        return place, rest

    def call_type_as(self, func: Any, x: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        """`x.type_as(other)`: of its dtype, and on its device."""
        return self.call_to(torch.Tensor.to, x, other)

    def call_cpu(self, func: Any, x: torch.Tensor, *args: Any, **kwargs: Any) -> torch.Tensor:
        """`x.cpu()`."""
        return self.moved(x, HERE)

    def call_cuda(
        self, func: Any, x: torch.Tensor, device: Any = None, *args: Any, **kwargs: Any
    ) -> torch.Tensor:
        """`x.cuda()`."""
        return self.moved(x, THERE if device is None else device_of(device))

    def call_get_device(self, func: Any, x: torch.Tensor) -> int:
        """`x.get_device()`: the index of the GPU, or -1."""
        return -1 if self.places.of(x) == HERE else 0

    def call_numpy(self, func: Any, x: torch.Tensor, *, force: bool = False) -> Any:
        """`x.numpy()`, which only a tensor on the CPU has."""
        if self.places.of(x) == THERE:
            if not force:
                raise TypeError(NO_NUMPY)
            x = self.moved(x.detach(), HERE)
        with Off():
            return func(x, force=force)

    def call_pin_memory(self, func: Any, x: torch.Tensor, device: Any = None) -> torch.Tensor:
        """`x.pin_memory()`: a copy on the CPU, which only a tensor there has."""
        if self.places.of(x) == THERE:
            raise RuntimeError(NO_PINNING)
        return self.plainly(torch.Tensor.clone, (x,), {})  # type: ignore[no-any-return]

    def call___deepcopy__(self, func: Any, x: torch.Tensor, memo: Any) -> torch.Tensor:
        """A deep copy, whose storage is copied without any operation."""
        copy: torch.Tensor = self.plainly(func, (x, memo), {})
        self.places.put(copy, self.places.of(x))
        return copy


def default_device() -> torch.device:
    """Where a tensor is made if nothing says where."""
    context = getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None)
    return HERE if context is None else device_of(context.device)


def device_of(named: Any) -> torch.device:
    """The device that a program names.

    Raises:
        RuntimeError: this machine has one GPU, and another was named; in the words of PyTorch.
    """
    if isinstance(named, int) and not isinstance(named, bool):
        named = torch.device("cuda", named)
    device = torch.device(named)
    if device.type == "cuda":
        if device.index:
            raise RuntimeError("CUDA error: invalid device ordinal")
        return THERE
    return HERE if device.type == "cpu" else device
