"""What the host imports and exercises, so that no fork that is a kernel or a driver has to."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from contextlib import suppress

import IPython.core.magics

# What a real run imports late, and only that: a test compares.
LATE = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.debugger_backport",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.module_paths",
    "IPython.utils.timing",
    "encodings.unicode_escape",
    "encodings.utf_8_sig",
    "faulthandler",
    "pdb",
    "pexpect",
    "tornado.platform.asyncio",
)


def warm() -> None:
    """Import and exercise; starts no thread, opens no socket, makes no event loop."""
    without_debugger("ipykernel.debugger")
    magics = [name for _, name, _ in pkgutil.iter_modules(IPython.core.magics.__path__)]
    for module in (*LATE, *(f"IPython.core.magics.{name}" for name in magics)):
        with suppress(ImportError):  # another version of a package may not have it
            importlib.import_module(module)
    from . import kernelapp, notebook, readymade

    kernelapp.exercise()
    notebook.exercise()
    readymade.make()


def without_debugger(module: str) -> None:
    """Import ipykernel's debugger as it is where debugpy is not installed: nobody debugs here.

    debugpy would cost 0.1 s, warn on standard error and hook into every thread.
    """
    missing = "debugpy" not in sys.modules
    if missing:
        sys.modules["debugpy"] = None  # type: ignore[assignment]  # Python's mark for "not there"
    try:
        with suppress(ImportError):
            importlib.import_module(module)
    finally:
        if missing:
            del sys.modules["debugpy"]
