"""A client for a kernel that may be hostile: it counts and caps frames before it parses them.

A message that is none is dropped as if it had never come. What libzmq itself holds is bounded by
the size of a frame and the length of its queue.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

MAX_FRAME = 4 << 20
MAX_PARTS = 32
MAX_HEADER = 64 << 10
MAX_QUEUED = 256
STATUS = b'"status"'
RETRY_S = 0.05
SEND_MS = 500


class WaryChannel(AsyncZMQSocketChannel):
    """A channel whose `get_msg` returns well-formed messages only, before its deadline.

    Once `allowance` messages or bytes have come, all but status messages are dropped unparsed.
    """

    messages = 1 << 30
    bytes_left = 1 << 40
    taken = dropped = 0

    def allow(self, messages: int, size: int) -> None:
        """Set the allowance and start counting."""
        self.messages, self.bytes_left = messages, size
        self.taken = self.dropped = 0

    async def get_msg(  # type: ignore[override]  # as in jupyter_client itself
        self, timeout: float | None = None
    ) -> dict[str, Any]:
        """The next well-formed message; raises `Empty` after `timeout` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                await asyncio.sleep(0)
                raise Empty
            if left is not None and not await self.socket.poll(max(1, left * 1000)):
                continue
            frames = await self.socket.recv_multipart()
            await asyncio.sleep(0)  # a flood must not keep the loop from its timers
            if (message := self.checked(frames)) is not None:
                return message

    def checked(self, frames: list[bytes]) -> dict[str, Any] | None:
        """A message of these frames; None where they are none, or too much has come."""
        try:
            parts: list[Any] = self.session.feed_identities(frames)[1]
            if len(parts) > MAX_PARTS or max(map(len, parts[1:4])) > MAX_HEADER:
                return None
            if not self.allowed(parts):
                self.dropped += 1
                return None
            message: dict[str, Any] = self.session.deserialize(parts)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            return None  # not json, not signed, not a message at all
        shape_is_right = (
            isinstance(message["content"], dict)
            and isinstance(message["parent_header"], dict)
            and isinstance(message["msg_type"], str)
        )
        return message if shape_is_right else None

    def allowed(self, parts: list[bytes]) -> bool:
        """Count a message; whether it is still within the allowance, or says that a cell ended."""
        if STATUS in parts[1]:
            return len(parts[4]) < 200
        size = sum(map(len, parts))
        if self.taken >= self.messages or size > self.bytes_left:
            return False
        self.taken += 1
        self.bytes_left -= size
        return True


class WaryClient(AsyncKernelClient):
    """A client on two sockets, shell and iopub, which take frames of `MAX_FRAME` bytes at most."""

    shell_channel_class = Type(WaryChannel)
    iopub_channel_class = Type(WaryChannel)

    def start_channels(self, *args: Any, **kwargs: Any) -> None:
        """Connect; there is no input to give, and the process itself is watched."""
        super().start_channels(stdin=False, hb=False, control=False)

    def _context_default(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, MAX_FRAME)  # for each socket of it, before it connects
        context.setsockopt(zmq.RCVHWM, MAX_QUEUED)
        context.setsockopt(zmq.SNDTIMEO, SEND_MS)
        return context

    async def reconnect_iopub(self) -> None:
        """Subscribe anew: libzmq hangs up for good where a frame was too long."""
        self.iopub_channel.close()
        self._iopub_channel = None
        with suppress(RuntimeError, zmq.ZMQError):
            await self.wait_for_ready(timeout=1.0)

    def stop_channels(self) -> None:
        """Close, without waiting for anything."""
        self.context.destroy(linger=0)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return once the kernel answers and its publications arrive.

        jupyter_client's own waits 0.2 s for silence: here, what is left over of this hand-shake is
        known by its parent, and left out.

        Raises:
            RuntimeError: the kernel did not answer in time, or has ended.
        """
        deadline = time.monotonic() + (timeout or 60.0)
        while time.monotonic() < deadline:
            self.kernel_info()
            with suppress(Empty):
                await self.get_shell_msg(timeout=max(RETRY_S, deadline - time.monotonic()))
                await self.get_iopub_msg(timeout=RETRY_S)
                return
            if not await self.is_alive():
                raise RuntimeError("the kernel ended before it answered")
        raise RuntimeError("the kernel did not answer in time")
