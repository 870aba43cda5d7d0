"""The processes of slots, as the orchestrator holds them: examiners and hosts.

Each slot has its own host. Examiners are forks of one that all slots share, the bench, which
examines nobody: collecting checks and importing torch is paid once, not once a slot.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from grader.course import Course
from grader.examiner import orders
from grader.faults import GraderFault
from grader.inside.host import Finish, Start, Welcome
from grader.inside.plan import Limits, Plan
from grader.sandbox.launch import Launch, environment

PACKET = 256 << 10
START_S = 120.0
FINISH_S = 60.0
LOOK_S = 0.2  # how often it is looked whether a process that is silent still lives


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
        deadline = time.monotonic() + timeout
        while not (answered := select.select([self.control], [], [], LOOK_S)[0]):
            if self.process.poll() is not None:
                break  # killed while it came up, it may leave a child that holds the socket open
            if time.monotonic() > deadline:
                raise GraderFault(f"the {self.name} did not answer in {timeout:g} s. {self.said()}")
        try:
            packet = self.control.recv(PACKET) if answered else b""
        except OSError:
            packet = b""
        if not packet:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=2)  # its last words are still being written
            raise self.ended()
        return packet

    def ended(self) -> GraderFault:
        """The fault that it is when it has ended."""
        status = self.process.returncode
        return GraderFault(f"the {self.name} ended (status {status}). {self.said()}".rstrip())

    @property
    def name(self) -> str:
        """What to call it in a fault."""
        return {"Bench": "examiner"}.get(type(self).__name__, type(self).__name__.lower())

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
    """The untrusted side. It warms itself up meanwhile; `ready` waits until it has."""

    def __init__(
        self,
        launch: Launch,
        plan: Plan,
        *,
        notebooks: bool,
        training: bool = False,
        often: bool = True,
    ) -> None:
        super().__init__(launch.command, launch.environment)
        self.control.send(msgspec.msgpack.encode(Welcome(plan, notebooks, training, often)))

    def ready(self) -> None:
        """Wait until it is warm.

        Raises:
            GraderFault: it did not come up.
        """
        msgspec.msgpack.decode(self.packet(START_S), type=dict[str, str | int])
        if self.process.poll() is not None:  # bubblewrap, killed before its child would die with it
            raise self.ended()

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


class Bench(Process):
    """The examiner that the others are forks of."""

    def __init__(
        self,
        course: Course,
        assignments: tuple[str, ...],
        seed: int | None = None,
        *,
        often: bool = True,
    ) -> None:
        command = [sys.executable, "-P", "-B", "-m", "grader.examiner", "{fd}"]
        env = {**environment(), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        env["PYTHONPATH"] = str(Path(__file__).parents[2])
        super().__init__(command, env)
        try:
            opening = orders.Open(str(course.root), assignments, course.public, seed, often)
            self.control.send(orders.pack(opening))
            self.opened(self.packet(START_S))
        except (OSError, GraderFault):
            self.close()
            raise

    def opened(self, packet: bytes) -> orders.Opened:
        """What an examiner says when it is ready.

        Raises:
            GraderFault: it is not.
        """
        opened = msgspec.msgpack.decode(packet, type=orders.Opened | orders.Broken)
        if isinstance(opened, orders.Broken):
            raise GraderFault(f"{opened.why} {self.said()}")
        return opened

    def examiner(self) -> Examiner:
        """A new examiner, ready to examine.

        Raises:
            GraderFault: the bench has ended.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            socket.send_fds(self.control, [orders.CLONE], [theirs.fileno()])
            theirs.close()
            if not select.select([ours], [], [], START_S)[0] or not (packet := ours.recv(PACKET)):
                raise GraderFault(f"no examiner came from the bench. {self.said()}")
        except OSError as error:
            ours.close()
            raise GraderFault(f"the bench of examiners ended. {self.said()}") from error
        return Examiner(ours, self.opened(packet), self)

    @property
    def alive(self) -> bool:
        """Whether its process still runs."""
        return self.process.poll() is None


class Examiner:
    """The trusted side of a slot."""

    def __init__(self, control: socket.socket, opened: orders.Opened, bench: Bench) -> None:
        self.control = control
        self.opened = opened
        self.bench = bench

    def examine(self, warden: socket.socket) -> socket.socket:
        """Fork an examiner for a submission; returns the stream of its findings."""
        ours, theirs = socket.socketpair()
        try:
            fds = [warden.fileno(), theirs.fileno()]
            socket.send_fds(self.control, [orders.EXAMINE], fds)
        except OSError as error:
            raise GraderFault(f"the examiner ended. {self.bench.said()}") from error
        finally:
            theirs.close()
            warden.close()
        return ours

    def close(self) -> None:
        """End it, and all that it started."""
        self.control.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.opened.pid, signal.SIGKILL)
