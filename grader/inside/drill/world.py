"""A machine with one GPU, as far as a program can ask: everything is put back afterwards.

What names PyTorch's own Python code looks up are replaced in their modules, so that its inner calls
are seen as a student's are; functions that programs may have imported by name change their code.
"""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import CodeType, FunctionType
from typing import Any

import torch
from torch.jit._builtins import _get_builtin_table
from torch.utils._device import _device_constructors

from .above import FACTORIES, METHODS, Above
from .below import Below
from .places import HERE, THERE, Places, Unassessable

_Generator: Any = torch.Generator
_functions_above: Any = torch._C._len_torch_function_stack
_builtins: Any = _get_builtin_table
NOT_THERE = re.compile("dummy base class|not compiled with CUDA")  # raised by what is missing
CUDA = "torch.cuda"
PRIORITY = -100  # before PyTorch's own ways to save and restore storages


@contextmanager
def drilled(namespace: dict[str, Any]) -> Iterator[None]:
    """Pretend a GPU while a program runs. `namespace`: the program's own names.

    Raises:
        Unassessable: the program does something that the drill cannot follow.
    """
    places = Places()
    below = Below(places)
    above = Above(below)
    with ExitStack() as stack:
        _device_constructors()  # PyTorch lists its own functions once, before they are replaced
        for context in (
            _threads(str(namespace.get("__name__"))),
            _tensors(above),
            _cuda(),
            _generators(namespace, places),
            _files(places),
        ):
            stack.enter_context(context)
        stack.enter_context(below)
        stack.enter_context(above)
        try:
            yield
        except Exception as error:
            if what := places.unfollowed or _unfollowed(error):  # TorchScript replaces exceptions
                raise Unassessable(what) from error
            raise


def _unfollowed(error: Exception) -> str:
    """What the drill could not follow, where that is why an exception was raised; or nothing."""
    frames = list(traceback.walk_tb(error.__traceback__))
    within = frames[-1][0].f_globals.get("__name__", "")
    if NOT_THERE.search(str(error)) or within.startswith(CUDA):
        return "cuda"
    return "compile" if type(error).__module__.startswith("torch._dynamo") else ""


@contextmanager
def _threads(own: str) -> Iterator[None]:
    """A program's own threads cannot be followed: PyTorch's modes hold for one thread."""
    start = threading.Thread.start

    def watched(thread: threading.Thread) -> None:
        target = getattr(thread, "_target", None) or type(thread).run
        if getattr(target, "__module__", "") in (own, "concurrent.futures.thread"):
            raise Unassessable("threads")
        start(thread)

    with _replaced({(threading.Thread, "start"): watched}):
        yield


@contextmanager
def _tensors(above: Above) -> Iterator[None]:
    """Tensors say where they lie, and inner calls of PyTorch's Python code are seen."""

    def seen(func: Any) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if _functions_above():  # a student's call: all modes see it in their order
                return func(*args, **kwargs)
            return above.call(func, args, kwargs)

        call.__name__ = func.__name__
        if id(func) in builtins:  # TorchScript knows these by their address
            builtins[id(call)] = builtins[id(func)]
        return call

    places, builtins = above.places, _builtins()
    new: dict[tuple[Any, str], Any] = {
        (torch.Tensor, "device"): property(places.of),
        (torch.Tensor, "is_cuda"): property(lambda x: places.of(x) == THERE),
        (torch.Tensor, "is_cpu"): property(lambda x: places.of(x) == HERE),
    }
    for owner, names in ((torch, FACTORIES), (torch.Tensor, METHODS)):
        new |= {(owner, name): seen(getattr(owner, name)) for name in names}
    try:
        with _replaced(new):
            yield
    finally:
        for value in new.values():  # another object may get its address
            builtins.pop(id(value), None)


@contextmanager
def _replaced(new: dict[tuple[Any, str], Any]) -> Iterator[None]:
    old = {(owner, name): vars(owner).get(name) for owner, name in new}
    try:
        for (owner, name), value in new.items():
            setattr(owner, name, value)
        yield
    finally:
        for (owner, name), value in old.items():
            if value is None:
                delattr(owner, name)  # it was inherited
            else:
                setattr(owner, name, value)


def _stream(*_: Any, **__: Any) -> Any:
    """What Adam asks whether it is captured, where PyTorch was built for CUDA."""
    return __import__("types").SimpleNamespace(is_capturing=lambda: False)


@contextmanager
def _cuda() -> Iterator[None]:
    """What `torch.cuda` says of a machine with one GPU."""
    cuda: Any = torch.cuda
    answers: dict[str, Callable[..., Any]] = {
        "is_available": lambda *a, **k: True,
        "device_count": lambda *a, **k: 1,
        "current_device": lambda *a, **k: 0,
        "get_device_name": lambda *a, **k: "drill",
        "memory_allocated": lambda *a, **k: 0,
        "max_memory_allocated": lambda *a, **k: 0,
        "memory_reserved": lambda *a, **k: 0,
        "max_memory_reserved": lambda *a, **k: 0,
        "mem_get_info": lambda *a, **k: (1 << 33, 1 << 33),
        "get_device_capability": lambda *a, **k: (8, 0),
        "_exchange_device": lambda *a, **k: 0,  # of `with torch.cuda.device(...)`
        "_maybe_exchange_device": lambda *a, **k: 0,
        "get_rng_state": lambda *a, **k: __import__("torch").default_generator.get_state(),
        "is_current_stream_capturing": lambda *a, **k: False,
        "is_bf16_supported": lambda *a, **k: True,
    }
    quiet = (
        *("init", "_lazy_init", "synchronize", "empty_cache", "manual_seed", "manual_seed_all"),
        *("seed", "seed_all", "set_rng_state", "set_device", "reset_peak_memory_stats"),
    )
    answers |= dict.fromkeys(quiet, lambda *a, **k: None)
    asked = [(getattr(cuda, name, None), answer) for name, answer in answers.items()]
    asked.append((torch.accelerator.current_stream, _stream))
    old: list[tuple[FunctionType, CodeType]] = []
    try:
        for function, answer in asked:
            if isinstance(function, FunctionType) and not function.__closure__:
                old.append((function, function.__code__))
                function.__code__ = answer.__code__
        yield
    finally:
        for function, code in old:
            function.__code__ = code


@contextmanager
def _generators(namespace: dict[str, Any], places: Places) -> Iterator[None]:
    """`torch.Generator("cuda")` is a generator that says so, wherever the class was imported."""

    class Generator(_Generator):  # type: ignore[misc]  # a class of C++
        def __new__(cls, device: Any = "cpu") -> Any:
            made = _Generator.__new__(cls, "cpu")
            if torch.device(device).type != "cpu":
                places.generators[made._cdata] = made
            return made

        device = property(places.of_generator)

    holders = [(vars(torch), "Generator")]
    holders += [(namespace, name) for name, value in namespace.items() if value is _Generator]
    try:
        for names, name in holders:
            names[name] = Generator
        yield
    finally:
        for names, name in holders:
            names[name] = _Generator


@contextmanager
def _files(places: Places) -> Iterator[None]:
    """What is saved remembers where it lay, and is restored there unless another place is named."""
    registry: Any = torch.serialization._package_registry

    def saved(storage: Any) -> str | None:
        plain = getattr(storage, "_untyped_storage", storage)
        return "cuda:0" if places.of_storage(plain) == THERE else None

    def restored(storage: Any, location: str) -> Any:
        if not location.startswith("cuda"):
            return None
        places.put_storage(getattr(storage, "_untyped_storage", storage), THERE)
        return storage

    before = list(registry)
    torch.serialization.register_package(PRIORITY, saved, restored)
    try:
        yield
    finally:
        registry[:] = before
