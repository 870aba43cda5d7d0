"""The warden: our one process inside a submission's sandbox, above everything of the student's.

Theory of operation. The host forks, the fork enters fresh namespaces and forks the warden, which
is pid 1 there (or a subreaper where namespaces are not to be had). It forks the student's process,
which is locked down before any byte of the submission is read, and then serves the examiner:

    examiner ◀──frames──▶ warden ◀──SEQPACKET──▶ student ──fork──▶ probe
                             ▲                                       │
                             └────── a fresh socket for each probe ──┘

The warden never runs or parses anything of the student's: it forwards bytes within caps and one
deadline, drains what is printed, watches memory and processes of the whole tree, and after each
probe kills everything but the student's process. A probe that crashes or hangs costs itself; a
student's process that is lost is loaded again, without the statement that took it along.
"""

from __future__ import annotations

import os
import signal
import socket
import time
from contextlib import suppress
from typing import NoReturn

from . import lockdown, messages, wire
from .frames import Closed, FrameError, Late, receive, send
from .output import Drain
from .pace import Deadline
from .plan import Limits, Plan
from .processes import BEYOND, Usage, folder_bytes, reap_orphans, sweep, usage
from .pupil import Pupil
from .student import PACKET, run_module

IDLE_S = 3600.0
MAX_ORDER = wire.MAX_BYTES + (24 << 20)
MAX_RELOADS = 5
END_S = 0.01


class Overrun(Exception):
    """The tree of processes uses more memory, disk or processes than it may."""


class Warden:
    """The state of one submission's sandbox."""

    def __init__(self, examiner: socket.socket, plan: Plan, limits: Limits, work: str) -> None:
        self.examiner = examiner
        self.plan = plan
        self.limits = limits
        self.work = work
        self.drain = Drain(limits.output_bytes)
        self.order: messages.Load | None = None
        self.pupil = Pupil(examiner, self.drain, plan, limits, work)
        self.before = 0
        self.reloads = 0
        self.peak = 0
        self.ending: socket.socket | None = None  # of a probe that has answered and may still run
        self.folder = None if plan.namespaces else work  # there a tmpfs has a size of its own
        self.files_before = 0  # the bytes of files that lay there before what is under way
        self.deadline = Deadline(0.0)  # of what is under way
        self.answering = 0  # the process that has loaded, whose forks answer

    def serve(self) -> None:
        """Answer the examiner until it ends."""
        while True:
            deadline = time.monotonic() + IDLE_S
            try:
                frame = receive(self.examiner, MAX_ORDER, deadline, self.idle)
            except Closed:
                return
            order = messages.to_order.decode(frame)
            report: messages.Report
            if isinstance(order, messages.Load):
                self.order = order
                report = self.load(order)
            else:
                report = self.call(order)
            send(self.examiner, messages.pack(report), deadline)
            self.clear()

    def watch(self) -> None:
        """Look at the tree while waiting: drain what it prints, measure what it uses."""
        self.drain.read()
        reap_orphans({self.pupil.pid})
        used = usage(self.mine(), self.limits.memory_bytes, self.folder)
        self.peak = max(self.peak, used.memory_bytes)
        self.deadline.note_all(p for p in used.alive if p.pid != self.answering)
        if used.memory_bytes > self.limits.memory_bytes:
            raise Overrun("memory")
        if used.files_bytes - self.files_before > self.limits.tmp_bytes:
            raise Overrun("files")
        self.count(used)

    def count(self, used: Usage) -> None:
        """Raises Overrun for too many processes; the kernel's own limit comes first."""
        if used.processes > self.limits.processes * 2 + lockdown.meanwhile(self.plan):
            raise Overrun("processes")

    def idle(self) -> None:
        """Nothing of the student's has any business while the examiner thinks."""
        self.drain.read()
        if usage(self.mine(), self.limits.memory_bytes).memory_bytes > self.limits.memory_bytes:
            self.lose()

    def mine(self) -> set[int]:
        """What must not be swept: the warden itself."""
        return {os.getpid()}

    def clear_but_pupil(self) -> None:
        """Kill everything but the process that holds the submission."""
        sweep(self.mine() | {self.pupil.pid})

    def lose(self) -> None:
        """Kill everything of the student's."""
        sweep(self.mine())
        self.pupil.forget()

    # Loading -----------------------------------------------------------------------------------

    def load(self, order: messages.Load) -> messages.Loaded:
        """Load the submission; where that takes the process along, once more without the cause."""
        if order.form == "notebook":
            return self.notebook(order)
        loaded = self.load_once(order)
        if loaded.usable or not loaded.ended_line:
            return loaded
        self.before = loaded.ended_line
        again = self.load_once(order)
        return messages.Loaded(
            usable=again.usable,
            fault=loaded.fault,
            ended=loaded.ended,
            ended_line=loaded.ended_line,
            output=loaded.output,
            withheld_s=loaded.withheld_s + again.withheld_s,
        )

    def load_once(self, order: messages.Load) -> messages.Loaded:
        """Fork the student's process and wait for its word that it has loaded."""
        assert self.before >= 0
        self.pupil.fork(
            lambda control: run_module(control, order.name, order.data, self.work, self.before)
        )
        self.files_before = 0
        line, self.deadline, self.answering = 0, Deadline(order.load_s), 0
        while True:
            try:
                packet = self.pupil.packet(self.deadline, self.watch)
            except (Closed, Late, Overrun) as error:
                ended = self.how(error)
                self.lose()
                output, withheld = self.drain.take(), self.deadline.withheld_s
                return messages.Loaded(False, b"", ended, line, output, withheld_s=withheld)
            if packet[:1] == b"s" and packet[1:].isdigit():
                line = int(packet[1:8])
            elif packet[:1] == b"l":
                self.clear_but_pupil()
                output, withheld = self.drain.take(), self.deadline.withheld_s
                return messages.Loaded(True, packet[1:], output=output, withheld_s=withheld)

    def how(self, error: Exception) -> str:
        """The name of what ended a process."""
        if isinstance(error, Overrun):
            return str(error)
        return "timeout" if isinstance(error, Late) else "exit"

    # Notebooks ---------------------------------------------------------------------------------

    def notebook(self, order: messages.Load) -> messages.Loaded:
        """Fork the kernel, then the driver that runs the cells in it; keep the kernel.

        Raises RuntimeError where no kernel came up: nothing of the student's has run by then.
        """
        from .cells import driven, kernel

        connection = kernel(self, order)
        if connection is None:
            raise RuntimeError(f"the kernel did not start: {self.drain.take()[-500:]}")
        record = driven(self, order, connection)
        alive = record is not None and self.hand_over()
        self.clear_but_pupil()
        withheld = record.withheld_s if record is not None else 0.0
        output = self.drain.take()
        return messages.Loaded(alive, output=output, notebook=record, withheld_s=withheld)

    def hand_over(self) -> bool:
        """Whether a plain process now holds the namespace of a kernel that may go."""
        try:
            return self.pupil.hand_over(self.watch)
        except Overrun:
            return False

    # Calls -------------------------------------------------------------------------------------

    def call(self, order: messages.Call) -> messages.Answer:
        """Have a fork of the submission answer a request; then clear what it left behind."""
        if not self.revive():
            return messages.Answer("exit", "the submission could not be loaded again")
        ours, theirs = socket.socketpair()
        self.peak, payload, ended = 0, b"", ""
        if self.folder:  # what earlier calls left there is not this one's
            before = folder_bytes(self.folder)
            self.files_before = before if before < BEYOND else 0
        deadline, self.answering = Deadline(order.call_s), self.pupil.pid
        self.deadline = deadline
        try:
            self.pupil.fork_probe(theirs)
            send(ours, order.request, deadline, self.watch)
            payload = receive(ours, wire.MAX_BYTES + PACKET, deadline, self.watch)
            if os.getuid() == 0:  # the kernel counts no processes of root's
                self.count(usage(self.mine(), self.limits.memory_bytes))
        except FrameError as error:
            ended = "reply"
            payload = str(error).encode()
        except (Late, Closed, Overrun, OSError) as error:
            ended = self.how(error)
        finally:
            theirs.close()
            self.ending = ours
        return self.settle_call(ended, payload)

    def settle_call(self, ended: str, payload: bytes) -> messages.Answer:
        """The answer; where memory is still not back, the student's process goes too."""
        if ended:
            self.clear()
        if ended == "memory" and usage(self.mine(), 0).memory_bytes > self.limits.memory_bytes // 2:
            self.lose()
        detail = "" if not ended else payload.decode(errors="replace")[:500]
        return messages.Answer(
            ended,
            detail,
            b"" if ended else payload,
            self.drain.take(),
            self.peak,
            self.deadline.withheld_s,
        )

    def clear(self) -> None:
        """End what a probe left behind, before anything else is done in this sandbox.

        It is done while the examiner judges the answer. Nearly always there is but the probe, about
        to end, and its socket tells when it has.
        """
        if self.ending is None:
            return
        with self.ending as ours, suppress(OSError):
            ours.settimeout(END_S)
            ours.recv(1)
        self.ending = None
        self.clear_but_pupil()

    def revive(self) -> bool:
        """Whether there is a student's process to fork; a lost one is loaded again."""
        if self.pupil.alive:
            return True
        if self.order is None or self.order.form != "module" or self.reloads >= MAX_RELOADS:
            return False
        self.reloads += 1
        self.lose()
        return self.load_once(self.order).usable


def run(examiner: socket.socket, plan: Plan, limits: Limits, work: str) -> NoReturn:
    """Be the warden of one submission, until the examiner ends or all is killed."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Warden(examiner, plan, limits, work).serve()
    except BaseException as error:
        os.write(2, f"warden: {type(error).__name__}: {error}\n".encode())
        raise
    finally:
        os._exit(0)


__all__ = ["Warden", "run"]
