"""The process that holds a submission, as its warden sees it.

Forked by the warden and locked down before a byte of the submission is read. It is spoken to over
a SEQPACKET socket whose other end is in the student's hands: every word from there is short, and
believed only where it can do no harm.
"""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import NoReturn, SupportsFloat

from . import lockdown
from .frames import Closed, Late
from .output import Drain
from .plan import Limits, Plan
from .student import PACKET

STEP_S = 0.05
HAND_OVER_S = 20.0
CREDENTIALS = struct.Struct("iII")  # pid, uid, gid


class Pupil:
    """None at first; `fork` makes one, `forget` lets it go."""

    def __init__(
        self, examiner: socket.socket, drain: Drain, plan: Plan, limits: Limits, work: str
    ) -> None:
        self.examiner = examiner
        self.drain = drain
        self.plan = plan
        self.limits = limits
        self.work = work
        self.pid = 0
        self.control: socket.socket | None = None

    @property
    def alive(self) -> bool:
        """Whether there is one that has not ended."""
        if not self.pid:
            return False
        try:
            return os.waitpid(self.pid, os.WNOHANG)[0] == 0
        except ChildProcessError:
            return False

    def forget(self) -> None:
        """Let go of one that was killed."""
        if self.control is not None:
            self.control.close()
        self.pid, self.control = 0, None

    def fork(self, run: Callable[[socket.socket], NoReturn], *, kernel: bool = False) -> None:
        """Fork a process that is locked down first and then runs `run(its end of a socket)`."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pid = os.fork()
        if pid == 0:
            self._become(ours, theirs, run, kernel)
        theirs.close()
        self.pid, self.control = pid, ours

    def _become(
        self,
        ours: socket.socket,
        theirs: socket.socket,
        run: Callable[[socket.socket], NoReturn],
        kernel: bool,
    ) -> NoReturn:
        """In the new process: let go of all that is the warden's, lock down, run."""
        try:
            ours.close()
            self.examiner.close()
            self.drain.become_writer()
            os.chdir(self.work)
            if kernel:
                lockdown.lock_before_threads(self.plan, self.limits, self.work)
            else:
                lockdown.lock(self.plan, self.limits, self.work, "module")
            run(theirs)
        except BaseException as error:
            os.write(2, f"the submission could not be started: {error!r}\n".encode())
            raise
        finally:
            os._exit(70)

    def packet(self, deadline: SupportsFloat, watch: Callable[[], None]) -> bytes:
        """Its next packet before `deadline` (of time.monotonic()); `watch` is called meanwhile.

        Raises:
            Closed, Late: it has ended, or said nothing in time.
        """
        assert self.control is not None
        while (left := float(deadline) - time.monotonic()) > 0:
            self.control.settimeout(min(STEP_S, max(0.001, left)))
            try:
                packet = self.control.recv(PACKET)
            except TimeoutError:
                watch()
                continue
            except OSError as error:
                raise Closed(str(error)) from error
            if not packet:
                raise Closed
            return packet
        raise Late

    def fork_probe(self, theirs: socket.socket) -> None:
        """Have it fork a process that answers one request on a socket, which is closed here."""
        assert self.control is not None
        self.control.settimeout(1.0)
        socket.send_fds(self.control, [b"f"], [theirs.fileno()])
        theirs.close()

    def hand_over(self, watch: Callable[[], None]) -> bool:
        """Whether a fork of a kernel holds its namespace from now on, and the kernel may go.

        A process of one thread, without sockets and event loop, forks in half the time.
        """
        assert self.control is not None
        try:
            self.control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            self.control.send(b"h")
            deadline = time.monotonic() + HAND_OVER_S
            while not select.select([self.control], [], [], STEP_S)[0]:
                watch()
                if time.monotonic() > deadline:
                    return False
            word, facts, _, _ = self.control.recvmsg(PACKET, socket.CMSG_SPACE(CREDENTIALS.size))
        except OSError:
            return False
        if word != b"h" or not facts:
            return False
        self.pid = CREDENTIALS.unpack(facts[0][2])[0]  # the system's word, not the sender's
        return True
