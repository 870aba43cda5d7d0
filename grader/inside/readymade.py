"""A notebook's kernel, made in the host as far as it goes; each fork takes it over and finishes it.

Making IPython's shell and ipykernel's application takes a few milliseconds; in a fork it takes five
times as long, since it writes to thousands of pages that are shared with the host, and each is
copied: by this fork, and again by each fork of it. So the host makes them and puts them away, with
all that they change for whoever shares the process: modules are graded in forks of the same host,
and there `display` is unknown and nobody runs in a notebook.
"""

from __future__ import annotations

import builtins
import os
import sys
import tempfile
import warnings
from typing import Any

from IPython.core.profiledir import ProfileDir
from traitlets.config import SingletonConfigurable

from .kernelapp import CellsApp, CellsShell

_PROMPTS = ("ps1", "ps2", "ps3")


class Surroundings:
    """What a shell changes around itself, as it was when this was made."""

    def __init__(self) -> None:
        self.builtins = vars(builtins).copy()
        self.environment = dict(os.environ)
        self.main = sys.modules["__main__"]
        self.prompts = {name: vars(sys)[name] for name in _PROMPTS if name in vars(sys)}
        self.filters = warnings.filters[:]

    def restore(self) -> None:
        """Make it so again."""
        for name in vars(builtins).keys() - self.builtins.keys():
            del vars(builtins)[name]
        vars(builtins).update(self.builtins)
        for name in os.environ.keys() - self.environment.keys():
            del os.environ[name]
        os.environ.update(self.environment)
        sys.modules["__main__"] = self.main
        for name in _PROMPTS:
            vars(sys).pop(name, None)
        vars(sys).update(self.prompts)
        warnings.filters[:] = self.filters  # type: ignore[index]  # a list, whatever its stub says
        warnings._filters_mutated()  # type: ignore[attr-defined]  # CPython's word that it changed


class Kernel:
    """What a kernel needs and is the same for all: the application and the shell."""

    def __init__(self) -> None:
        before = Surroundings()
        with tempfile.TemporaryDirectory() as folder:
            self.app = CellsApp.instance(config=CellsApp.settings(folder))
            self.app.profile_dir = ProfileDir(config=self.app.config)
            self.shell = CellsShell.instance(
                config=CellsApp.settings(folder),
                ipython_dir=folder,
                profile_dir=self.app.profile_dir,
            )
        self.shell._sys_modules_keys = set(sys.modules)
        self.around = Surroundings()
        before.restore()
        CellsApp.clear_instance()
        CellsShell.clear_instance()

    def take(self, connection: dict[str, Any], work: str) -> CellsApp:
        """The application, as if both had been made in this process, and placed."""
        self.around.environment |= os.environ
        self.around.restore()
        for made in (self.app, self.shell):
            _enthrone(made)
        self.app.place(connection, work)
        self.shell.ipython_dir = self.app.ipython_dir
        return self.app


def _enthrone(made: SingletonConfigurable) -> None:
    """Let `instance()` of its classes return it, as traitlets does for what it makes itself."""
    for kind in type(made)._walk_mro():
        singleton: Any = kind
        singleton._instance = made


_ready: list[Kernel] = []


def make() -> None:
    """In the host: make a kernel and put it away."""
    _ready[:] = [Kernel()]


def take(connection: dict[str, Any], work: str) -> CellsApp:
    """In a fork: the application of its kernel, made anew where none is ready; not initialized."""
    kernel = _ready.pop() if _ready else Kernel()
    return kernel.take(connection, work)
