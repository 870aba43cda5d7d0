"""How the warden runs a notebook: a kernel that is the student's process, and a driver beside it.

The driver (nbclient, our code) lives in the sandbox too: a kernel that sends what it should not
can exhaust or confuse the driver, which dies with the submission, and never anything outside.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from . import lockdown, messages
from .cellrecords import CellsLimits, NotebookRecord
from .frames import Closed, FrameError, Late, receive, send
from .pace import MOST, Meter
from .perform import LOAD_SEED, seed_everything
from .student import serve

if TYPE_CHECKING:
    from .warden import Warden

START_S = 30.0
MAX_RECORD = 40 << 20


def connection_in(work: str) -> dict[str, Any]:
    """Where a kernel listens: sockets in the private folder, a fresh key."""
    return {
        "transport": "ipc",
        "ip": os.path.join(work, "kernel"),
        "key": secrets.token_hex(16),
        "signature_scheme": "hmac-sha256",
        "kernel_name": "python3",
        **{f"{name}_port": number for number, name in enumerate(PORTS, 1)},
    }


PORTS = ("shell", "iopub", "stdin", "hb", "control")


def kernel(warden: Warden, order: messages.Load) -> dict[str, Any] | None:
    """Fork the kernel and wait until its sockets are bound; None where it never was."""
    connection = connection_in(warden.work)
    warden.pupil.fork(lambda control: run(warden, control, connection), kernel=True)
    try:
        if warden.pupil.packet(time.monotonic() + START_S, warden.watch) == b"r":
            return connection
    except (Closed, Late):
        pass
    warden.lose()
    return None


def run(warden: Warden, control: socket.socket, connection: dict[str, Any]) -> NoReturn:
    """In the student's process: be an ipykernel, and serve the warden from a thread of it."""
    import threading

    from .kernel import after_fork_in_probe, cell_files, plain_publisher, run_kernel

    def ready(namespace: dict[str, Any]) -> None:
        files: dict[str, int | None] = {**cell_files(warden.work)}
        after_fork = partial(after_fork_in_probe, plain_publisher())
        arguments = (control, namespace, lambda: files, after_fork)
        threading.Thread(target=serve, args=arguments, daemon=True).start()
        seed_everything(LOAD_SEED)
        control.send(b"r")

    def lock_threads() -> None:
        lockdown.lock_threads(warden.plan)

    run_kernel(connection, warden.work, ready, lock_threads)


def driven(
    warden: Warden, order: messages.Load, connection: dict[str, Any]
) -> NotebookRecord | None:
    """Fork the driver, wait for its record; None where it was lost."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        drive(warden, theirs, order, connection)
    theirs.close()
    deadline = time.monotonic() + (1 + MOST) * order.cells.total_s + START_S
    try:
        frame = receive(ours, MAX_RECORD, deadline, warden.watch)
        return msgspec.msgpack.decode(frame, type=NotebookRecord)
    except (Late, Closed, FrameError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    finally:
        ours.close()


def drive(
    warden: Warden,
    result: socket.socket,
    order: messages.Load,
    connection: dict[str, Any],
) -> NoReturn:
    """In the driver: locked down like a student, run the cells, send the record, end."""
    try:
        from .notebook import run_cells

        warden.examiner.close()
        if warden.pupil.control is not None:
            warden.pupil.control.close()
        meter = Meter(warden.pupil.pid)
        lockdown.lock(warden.plan, warden.limits, warden.work, "driver")
        limits: CellsLimits = order.cells
        record = run_cells(order.data, connection, warden.pupil.pid, limits, meter)
        send(result, msgspec.msgpack.encode(record), time.monotonic() + START_S)
    finally:
        os._exit(0)
