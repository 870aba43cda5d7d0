"""Executes a submitted module from its bytes, statement by statement.

A module that raises, exits or hangs keeps what its statements before had defined: each statement
is announced before it runs, so that even one that takes the whole process along is known by its
line, and the module can be executed once more up to it.
"""

from __future__ import annotations
import __future__

import ast
import linecache
import sys
import types
from collections.abc import Callable
from typing import Any


def load_module(
    name: str, data: bytes, path: str, announce: Callable[[int], None], before: int = 0
) -> tuple[dict[str, Any], BaseException | None]:
    """Execute a module; returns its namespace, and what stopped it if anything did.

    `announce(line)` is called before each statement. With `before`, statements that begin on that
    line or behind it are left out. A module that does not compile defines nothing.
    """
    module = types.ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    try:
        tree = ast.parse(data, filename=path)
        compile(data, path, "exec", dont_inherit=True)  # finds what the parser alone does not
        linecache.updatecache(path)
        _execute(tree, module.__dict__, path, announce, before)
    except BaseException as error:  # SystemExit too: a module may end the way it likes
        return module.__dict__, error
    return module.__dict__, None


def _execute(
    tree: ast.Module,
    namespace: dict[str, Any],
    path: str,
    announce: Callable[[int], None],
    before: int,
) -> None:
    flags = _future_flags(tree)
    namespace["__doc__"] = ast.get_docstring(tree, clean=False)
    for statement in tree.body:
        if before and statement.lineno >= before:
            return
        announce(statement.lineno)
        part = ast.Module([statement], type_ignores=[])
        exec(compile(part, path, "exec", flags=flags, dont_inherit=True), namespace)


def _future_flags(tree: ast.Module) -> int:
    flags = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= int(getattr(__future__, alias.name).compiler_flag)
    return flags
