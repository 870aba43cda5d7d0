"""Probes: functions of a check file that run beside the student's code, shipped as source.

A probe may use its parameters, builtins, modules that its file imports and other plain functions
of its file. Its text crosses without comments and docstrings; anything else that it refers to is
refused when it is first used, so that no value of the check file can cross by accident.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from grader.faults import GraderFault
from grader.inside.perform import compiled


def request_for_probe(probe: Callable[..., object], args: Any, kwargs: Any) -> dict[str, Any]:
    """The request that runs `probe(solution, *args, **kwargs)`.

    Raises:
        GraderFault: the probe refers to something that cannot cross.
    """
    source, modules = _shipped(probe)
    name = probe.__name__
    return {"probe": source, "name": name, "modules": modules, **_call(args, kwargs)}


def request_for_call(name: str, args: Any, kwargs: Any) -> dict[str, Any]:
    """The request that calls the submission's function `name`."""
    return {"probe": None, "name": name, "modules": {}, **_call(args, kwargs)}


def _call(args: Any, kwargs: Any) -> dict[str, Any]:
    return {"args": list(args), "kwargs": kwargs}


def prepare(module: ModuleType) -> None:
    """Make the texts of a check file's probes and their code, once for all the forks to come."""
    for value in vars(module).values():
        if isinstance(value, FunctionType) and value.__code__.co_varnames[:1] == ("solution",):
            with suppress(GraderFault):  # told when a check uses it
                compiled(_shipped(value)[0])


@cache
def _shipped(probe: Callable[..., object]) -> tuple[str, dict[str, str]]:
    if not isinstance(probe, FunctionType) or probe.__closure__ or probe.__name__ == "<lambda>":
        raise GraderFault(f"{probe!r}: a probe is a plain function at the top of its check file.")
    functions: dict[str, FunctionType] = {}
    modules: dict[str, str] = {}
    _gather(probe, functions, modules)
    return "\n\n".join(_bare_source(function) for function in functions.values()), modules


def _gather(
    function: FunctionType, functions: dict[str, FunctionType], modules: dict[str, str]
) -> None:
    functions[function.__name__] = function
    for name in sorted(_globals_of(function.__code__)):
        if name in functions or name in modules:
            continue
        if name not in function.__globals__:
            if hasattr(builtins, name):
                continue
            raise GraderFault(f"the probe {function.__name__} uses the unknown name {name!r}.")
        value = function.__globals__[name]
        if isinstance(value, ModuleType):
            modules[name] = value.__name__
        elif isinstance(value, FunctionType) and value.__module__ == function.__module__:
            _gather(value, functions, modules)
        else:
            raise GraderFault(
                f"the probe {function.__name__} uses {name!r}, which is neither a module nor a "
                "function of its file: pass it as an argument."
            )


def _globals_of(code: CodeType) -> set[str]:
    """The global names that a function and the functions inside it load."""
    import dis

    names = {
        str(instruction.argval)
        for instruction in dis.get_instructions(code)
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME")
    }
    return names.union(
        *(_globals_of(const) for const in code.co_consts if isinstance(const, CodeType))
    )


def _bare_source(function: FunctionType) -> str:
    """A function's text without comments, docstring, decorators and annotations."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.decorator_list, node.returns = [], None
            for argument in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs):
                argument.annotation = None
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
