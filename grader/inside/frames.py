"""Length-prefixed frames over a stream socket, under one deadline for a whole frame.

A byte dripped now and then does not extend a deadline; a length above the cap is refused before
memory is taken for it. Every wait is cut into short ones, so that a watchdog can look in between.
"""

from __future__ import annotations

import select
import socket
import struct
import time
from collections.abc import Callable
from typing import SupportsFloat

HEADER = struct.Struct(">Q")
STEP_S = 0.05


class FrameError(Exception):
    """The other side sent something that is no frame: too long, or cut off."""


class Late(Exception):
    """The deadline passed before the whole frame had come or gone."""


class Closed(Exception):
    """The other side has ended."""


def nothing() -> None:
    """A watchdog that sees nothing."""


def send(
    sock: socket.socket, data: bytes, deadline: SupportsFloat, watch: Callable[[], None] = nothing
) -> None:
    """Send one frame before `deadline` (of time.monotonic(), which `watch` may move).

    Raises:
        Late, Closed: the other side does not read, or has ended.
    """
    view = memoryview(HEADER.pack(len(data)) + data)
    while view:
        _wait(sock, select.POLLOUT, deadline, watch)
        try:
            view = view[sock.send(view, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise Closed(str(error)) from error


def receive(
    sock: socket.socket, limit: int, deadline: SupportsFloat, watch: Callable[[], None] = nothing
) -> bytes:
    """Receive one frame of at most `limit` bytes before `deadline`, as `send` has it.

    Raises:
        Late, Closed, FrameError.
    """
    (size,) = HEADER.unpack(_exactly(sock, HEADER.size, deadline, watch, first=True))
    if size > limit:
        raise FrameError(f"a frame of {size} bytes, more than {limit}")
    return _exactly(sock, size, deadline, watch, first=False)


def _exactly(
    sock: socket.socket,
    size: int,
    deadline: SupportsFloat,
    watch: Callable[[], None],
    *,
    first: bool,
) -> bytes:
    data = bytearray()
    while len(data) < size:
        _wait(sock, select.POLLIN, deadline, watch)
        try:
            chunk = sock.recv(min(size - len(data), 1 << 20), socket.MSG_DONTWAIT)
        except BlockingIOError:
            continue
        except OSError as error:
            raise Closed(str(error)) from error
        if not chunk:
            raise (Closed("ended") if first and not data else FrameError("cut off in a frame"))
        data += chunk
    return bytes(data)


def _wait(
    sock: socket.socket, event: int, deadline: SupportsFloat, watch: Callable[[], None]
) -> None:
    poll = select.poll()
    poll.register(sock, event)
    while True:
        left = float(deadline) - time.monotonic()
        if left <= 0:
            raise Late
        if poll.poll(min(left, STEP_S) * 1000):
            return
        watch()
