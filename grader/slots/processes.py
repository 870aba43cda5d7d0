"""The two processes of a slot, as the orchestrator holds them: an examiner and a host."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from grader.examiner import orders
from grader.faults import GraderFault
from grader.inside.host import Finish, Start, Welcome
from grader.inside.plan import Limits, Plan
from grader.sandbox.launch import Launch, environment

PACKET = 256 << 10
START_S = 120.0
FINISH_S = 60.0


class Process:
    """A warm process on a SEQPACKET control socket; its standard error is kept for our faults."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        command = [part.replace("{fd}", str(theirs.fileno())) for part in command]
        self.process = subprocess.Popen(
            command,
            env=env,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,  # Ctrl-C is the orchestrator's to handle
        )
        theirs.close()

    def packet(self, timeout: float) -> bytes:
        """The next packet.

        Raises:
            GraderFault: none came in time, or the process has ended; with what it last said.
        """
        if not select.select([self.control], [], [], timeout)[0]:
            raise GraderFault(f"{self.name} did not answer in {timeout:g} s. {self.said()}")
        try:
            packet = self.control.recv(PACKET)
        except OSError:
            packet = b""
        if not packet:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=2)  # its last words are still being written
            raise GraderFault(f"{self.name} ended. {self.said()}")
        return packet

    @property
    def name(self) -> str:
        """What to call it in a fault."""
        return type(self).__name__.lower()

    def said(self) -> str:
        """The end of what it wrote to its standard error."""
        self.log.flush()
        size = os.fstat(self.log.fileno()).st_size
        return os.pread(self.log.fileno(), 2000, max(0, size - 2000)).decode(errors="replace")

    def close(self) -> None:
        """End it, and all that it started."""
        self.control.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=5)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.log.close()


class Host(Process):
    """The untrusted side."""

    def __init__(self, launch: Launch, plan: Plan, *, notebooks: bool) -> None:
        super().__init__(launch.command, launch.environment)
        self.control.send(msgspec.msgpack.encode(Welcome(plan, notebooks)))
        self.facts = msgspec.msgpack.decode(self.packet(START_S), type=dict[str, str | int])

    def start(self, limits: Limits) -> socket.socket:
        """A new sandbox; returns the examiner's end of the socket to its warden."""
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(
                self.control, [msgspec.msgpack.encode(Start(limits))], [theirs.fileno()]
            )
        except OSError as error:
            raise GraderFault(f"the host ended. {self.said()}") from error
        finally:
            theirs.close()
        return ours

    def finish(self) -> None:
        """Kill what is left of the submission, and wait until it is gone."""
        try:
            self.control.send(msgspec.msgpack.encode(Finish()))
        except OSError as error:
            raise GraderFault(f"the host ended. {self.said()}") from error
        self.packet(FINISH_S)


class Examiner(Process):
    """The trusted side."""

    def __init__(self, root: Path, assignments: tuple[str, ...]) -> None:
        command = [sys.executable, "-P", "-B", "-m", "grader.examiner.main", "{fd}"]
        env = {**environment(), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        env["PYTHONPATH"] = str(Path(__file__).parents[2])
        super().__init__(command, env)
        self.control.send(orders.pack(orders.Open(str(root), assignments)))
        opened = msgspec.msgpack.decode(self.packet(START_S), type=orders.Opened | orders.Broken)
        if isinstance(opened, orders.Broken):
            raise GraderFault(f"{opened.why} {self.said()}")
        self.opened = opened

    def examine(self, warden: socket.socket) -> socket.socket:
        """Fork an examiner for a submission; returns the stream of its findings."""
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self.control, [b"x"], [warden.fileno(), theirs.fileno()])
        except OSError as error:
            raise GraderFault(f"the examiner ended. {self.said()}") from error
        finally:
            theirs.close()
            warden.close()
        return ours
