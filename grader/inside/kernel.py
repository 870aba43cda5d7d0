"""A notebook's kernel: a fork of the warm host becomes a real ipykernel on sockets in its folder.

Theory of operation. `warm` runs once in the host and imports all that a kernel and its driver
need. A fork of the host calls `run_kernel`, which never returns: the kernel binds its sockets,
starts its threads, has the system-call filter installed for all of them, tells the caller that it
is ready, and serves cells until it is killed. What differs from a kernel that jupyter starts:

- no file of anybody's configures it, nothing is kept on disk, no heartbeat, no debugger;
- code of cell 3 (counted among the code cells) is compiled under the name `cell_name(work, 3)`,
  with the line numbers of the cell, so that any traceback tells cell and line;
- a reply to a cell that failed carries its `place`, [cell, line], computed from the traceback;
- a fork, be it a student's worker process or one that answers a probe, uses plain standard
  streams: zmq sockets do not survive a fork.
"""

from __future__ import annotations

import asyncio
import builtins
import io
import os
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

CELLS_FOLDER = "cells"
TIMED = "<timed exec>"  # what %%time calls the code below it


def warm() -> None:
    """Import and exercise, in the host, what kernels and drivers use; starts no thread.

    Takes 0.2 to 0.4 s and 28 MB after torch (2 cores, ipykernel 7.4).
    """
    from . import warmkernel

    warmkernel.warm()


def cell_name(work: str, number: int) -> str:
    """The file name under which cell `number`, from 1, is compiled."""
    return os.path.join(work, CELLS_FOLDER, f"cell_{number}.py")


def cell_number(work: str, file: str) -> int | None:
    """The number of the cell that is compiled under a file name; None for any other file."""
    folder, name = os.path.split(file)
    digits = name.removeprefix("cell_").removesuffix(".py")
    known = folder == os.path.join(work, CELLS_FOLDER) and digits.isdecimal()
    return int(digits) if known and len(digits) < 7 else None


def cell_files(work: str, cells: int = 2000) -> dict[str, int]:
    """The numbers of a notebook's cells by the file names under which they are compiled."""
    return {cell_name(work, number): number for number in range(1, cells + 1)}


def place_of(error: BaseException, work: str, current: int) -> tuple[int, int] | None:
    """Cell and line of the last frame of an error that lies in a cell; None where none does."""
    frames = [(f.f_code.co_filename, line) for f, line in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and isinstance(error.filename, str):
        frames.append((error.filename, error.lineno or 1))
    for file, line in reversed(frames):
        if file == TIMED:
            return current, line + 1  # the line of the magic itself is not counted there
        number = cell_number(work, file)
        if number is not None:
            return number, line
    # Code that IPython could not even translate has no file name of ours.
    return (current, error.lineno) if isinstance(error, SyntaxError) and error.lineno else None


def run_kernel(
    connection: dict[str, Any],
    work: str,
    ready: Callable[[dict[str, Any]], None],
    lock_threads: Callable[[], None],
) -> NoReturn:
    """Be an ipykernel until killed.

    Args:
        connection: as in a kernel's connection file, with transport "ipc" and ports given.
        work: an existing private folder; the sockets' path prefix (`ip`) lies in it.
        ready: called with the cells' namespace once all sockets are bound and threads started.
        lock_threads: called just before `ready`.
    """
    from . import readymade

    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR"):
        os.environ[name] = os.path.join(work, ".ipython")
    os.environ["TERM"] = "dumb"
    app = readymade.take(connection, work)
    app.initialize([])  # type: ignore[no-untyped-call]
    app.log.disabled = True
    warnings.filterwarnings("ignore", "To exit: use", UserWarning)  # IPython, after sys.exit()
    os.register_at_fork(after_in_child=plain_streams)
    lock_threads()
    ready(app.kernel.shell.user_ns)
    app.start()  # type: ignore[no-untyped-call]
    while True:
        app.io_loop.start()  # `exit()` in a cell stops the loop: the notebook goes on all the same


def plain_streams() -> None:
    """In a fork of a kernel: write to the descriptors, where the parent's streams use zmq."""
    from ipykernel.iostream import OutStream

    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        if isinstance(getattr(sys, name, None), OutStream):
            setattr(sys, name, _plain(descriptor))


def _plain(descriptor: int) -> io.TextIOWrapper:
    try:
        raw: Any = io.FileIO(descriptor, "w", closefd=False)  # unbuffered: forks end unflushed
    except OSError:  # a cell closed it
        raw = io.FileIO(os.devnull, "w")
    return io.TextIOWrapper(raw, "utf-8", errors="backslashreplace", write_through=True)


def after_fork_in_probe(publisher: Any) -> None:
    """In a fork that answers a probe: nothing of the kernel's loop, streams or hooks is used.

    `publisher`: what `display()` shall use there, see `plain_publisher`.
    """
    asyncio.events._set_running_loop(None)
    asyncio.set_event_loop(None)
    sys.stdout, sys.stderr = _plain(1), _plain(2)
    sys.displayhook, sys.excepthook = sys.__displayhook__, sys.__excepthook__
    builtins.input = _no_input
    with suppress(Exception):  # the shell is the student's to break: it only costs display()
        _shell().display_pub = publisher


def _no_input(prompt: object = "") -> NoReturn:
    raise EOFError("input() has nobody to ask: no one is there when a notebook is graded")


def plain_publisher() -> Any:
    """A publisher of the shell that writes text, made once in the kernel for all of its probes."""
    from IPython.core.displaypub import DisplayPublisher

    publisher: Any = DisplayPublisher
    return publisher(parent=_shell(), shell=_shell())


def _shell() -> Any:
    from IPython.core.interactiveshell import InteractiveShell

    return InteractiveShell.instance()
