"""jupyter_client's view of a kernel that somebody else forked: attach, watch, interrupt."""

from __future__ import annotations

import asyncio
import os
import select
import signal
from contextlib import suppress
from typing import Any

import zmq
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase
from traitlets import Type

from .wary import SEND_MS, WaryClient

POLL_S = 0.1  # where the end of a process cannot be waited for


class Attached(KernelProvisionerBase):
    """A kernel that runs already, known by its process id."""

    def __init__(self, *, connection: KernelConnectionInfo, pid: int, **traits: Any) -> None:
        super().__init__(**traits)
        self.connection_info = connection
        self.pid = pid
        self.pidfd = _pidfd(pid)

    @property
    def has_process(self) -> bool:
        """Always: it was forked before."""
        return True

    async def poll(self) -> int | None:
        """None while the process runs; a zombie has ended."""
        return None if alive(self.pid, self.pidfd) else 1

    async def ended(self) -> None:
        """Return once the process has ended."""
        if self.pidfd is None:
            while alive(self.pid):
                await asyncio.sleep(POLL_S)
            return
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self.pidfd, event.set)
        try:
            await event.wait()
        finally:
            loop.remove_reader(self.pidfd)

    async def wait(self) -> int | None:
        """Nobody waits here: the one who forked it does."""
        return await self.poll()

    async def send_signal(self, signum: int) -> None:
        """Signal the process; where that is not allowed, the kernel is asked to interrupt itself.

        (Landlock lets a process signal only those in its own domain or below.)
        """
        try:
            os.kill(self.pid, signum)
        except ProcessLookupError:
            return
        except PermissionError:
            if signum == signal.SIGINT and isinstance(self.parent, AttachedManager):
                self.parent.ask_interrupt()

    async def kill(self, restart: bool = False) -> None:
        """The one who forked it ends it."""

    async def terminate(self, restart: bool = False) -> None:
        """The one who forked it ends it."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """It runs already: only where to reach it is told."""
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of what was opened to watch it."""
        if self.pidfd is not None:
            os.close(self.pidfd)
            self.pidfd = None


def _pidfd(pid: int) -> int | None:
    try:
        return os.pidfd_open(pid)
    except (OSError, AttributeError):  # filtered, gone already, or not Linux
        return None


def alive(pid: int, pidfd: int | None = None) -> bool:
    """Whether a process runs: not gone, and no zombie."""
    if pidfd is not None:
        return not select.select([pidfd], [], [], 0)[0]
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    except FileNotFoundError:
        return False if os.path.exists("/proc/self") else _exists(pid)
    except OSError:
        return _exists(pid)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class AttachedManager(AsyncKernelManager):
    """A manager whose kernel runs already and is not its own to end."""

    client_factory = Type(WaryClient)

    def __init__(self, *, pid: int, connection: Any, **traits: Any) -> None:
        super().__init__(**traits)
        self.load_connection_info(connection)
        self.provisioner = self.attached = Attached(connection=connection, pid=pid, parent=self)
        self.control: Any = None

    async def ended(self) -> None:
        """Return once the kernel's process has ended."""
        await self.attached.ended()

    def ask_interrupt(self) -> None:
        """Ask the kernel on its control channel to interrupt what it runs."""
        if self.control is None:
            self.control = self.connect_control()
            self.control.sndtimeo = SEND_MS
        with suppress(zmq.ZMQError):  # nobody may be there to take it
            self.session.send(self.control, "interrupt_request", {}, metadata={})
