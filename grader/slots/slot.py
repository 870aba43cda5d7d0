"""One slot: grades one submission after the other with its examiner and its host."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from grader import __version__
from grader.course import Limits
from grader.examiner import orders
from grader.faults import GraderFault, StudentFault, UsageFault
from grader.inside import plan as inside
from grader.inside.cellrecords import NotebookRecord
from grader.inside.frames import Closed, FrameError, Late, receive, send
from grader.inside.pace import MOST
from grader.messages import Message, mark
from grader.records import Cell, CheckRecord, Fault, Output, SubmissionRecord
from grader.sandbox.gpus import PRETENDED, Devices
from grader.sandbox.launch import host_launch
from grader.sandbox.layers import Layers
from grader.slots.processes import Examiner, Host
from grader.slots.work import Work, text_of

MAX_FINDING = 64 << 20
SLACK_S = 60.0
GPU_SLACK_S = 1200.0  # opening a GPU takes about a second, in each probe that uses one
GPU_HOST_BYTES = 4 << 30  # of ordinary memory, which CUDA's libraries take when they open it

GONE = mark("This file could not be read when its turn came.")
BROKEN = mark("The checks of this assignment are broken; that is not the student's fault.")
OURS = mark("The grader failed on this submission, and the fault is not the student's.")


@dataclass
class Found:
    """What an examiner has told so far of a submission."""

    faults: tuple[Fault, ...] = ()
    output: str = ""
    notebook: NotebookRecord | None = None
    checks: list[CheckRecord] = field(default_factory=list)
    peak_bytes: int = 0


class Slot:
    """An examiner and a host, started when first needed and again after a fault of ours.

    `notebooks`, `training`: what the host is warmed for, beside modules. It grades the rest too,
    but each submission then imports what it needs. `often`: whether it shall grade many.
    """

    def __init__(
        self,
        number: int,
        layers: Layers,
        seed: int,
        examiner: Callable[[], Examiner],
        devices: Devices = PRETENDED,
        hidden: tuple[str, ...] = (),
        *,
        notebooks: bool = False,
        training: bool = False,
        often: bool = True,
    ) -> None:
        self.number = number
        self.layers = layers
        self.seed = seed
        self.new_examiner = examiner
        self.devices = devices
        self.hidden = hidden
        self.notebooks = notebooks
        self.training = training
        self.often = often
        self.gpu = devices.gpu(number)
        self.examiner: Examiner | None = None
        self.host: Host | None = None

    def start(self) -> None:
        """Start both processes, side by side, where they are not running.

        Raises:
            GraderFault: one of them did not come up.
        """
        cold = self.host is None
        if self.host is None:
            launch = host_launch(
                self.layers, self.number, hidden=self.hidden, devices=self.devices.files
            )
            self.host = Host(
                launch,
                launch.plan,
                notebooks=self.notebooks,
                training=self.training,
                often=self.often,
            )
        if self.examiner is None:
            self.examiner = self.new_examiner()
        if cold:
            self.host.ready()
            if self.gpu is not None:
                self._rehearse()

    def _rehearse(self) -> None:
        """Open the GPU where submissions will, so that none pays for what stands in the way.

        Raises:
            GraderFault: it does not open there.
        """
        limits = Limits()
        assert self.examiner is not None
        assert self.host is not None
        warden = self.host.start(self._inside(limits))
        try:
            with closing(self.examiner.examine(warden)) as findings:
                order = orders.Examine(orders.REHEARSAL, "module", b"", "", 0, limits, self.gpu)
                _listen(findings, order, limits)
        finally:
            self.host.finish()

    def close(self) -> None:
        """End both processes and all below them."""
        for process in (self.examiner, self.host):
            if process is not None:
                process.close()
        self.examiner = self.host = None

    def grade(self, work: Work) -> SubmissionRecord:
        """Grade one submission.

        Raises:
            GraderFault: a process of the slot was lost; the slot must be started again.
        """
        assert self.examiner is not None
        clock, now = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")
        data, refused = b"", None
        try:
            data = work.read()
        except StudentFault as fault:
            refused = Fault("student", fault.messages[0], detail=fault.staff)
        except UsageFault as fault:
            found = Found(faults=(Fault("grader", Message(GONE), detail=str(fault)),))
            return self.record(work, found, b"", now, clock)
        if self.is_broken(work):
            why = self.examiner.opened.broken[work.assignment.name]
            found = Found(faults=(Fault("grader", Message(BROKEN), detail=why),))
        elif refused:
            found = self._leave(work, refused)
        else:
            found = self._examine(work, data)
        return self.record(work, found, data, now, clock)

    def is_broken(self, work: Work) -> bool:
        """Whether the checks of its assignment cannot judge anybody."""
        return self.examiner is not None and work.assignment.name in self.examiner.opened.broken

    def is_hopeless(self, work: Work, record: SubmissionRecord) -> bool:
        """Whether it would end in the same fault of ours if it were tried once more."""
        return self.is_broken(work) or any(f.message.text == GONE for f in record.faults)

    def _examine(self, work: Work, data: bytes) -> Found:
        assert self.host is not None
        warden = self.host.start(self._inside(work.assignment.metadata.limits))
        try:
            return self._ask(work, data, warden)
        finally:
            self.host.finish()

    def _leave(self, work: Work, fault: Fault) -> Found:
        """What is found of a submission that is refused unread: all checks, not run."""
        nobody, warden = socket.socketpair()
        nobody.close()
        found = self._ask(work, None, warden)
        found.faults = (fault,)
        return found

    def _ask(self, work: Work, data: bytes | None, warden: socket.socket) -> Found:
        """What an examiner finds."""
        assert self.examiner is not None
        limits = work.assignment.metadata.limits
        with closing(self.examiner.examine(warden)) as findings:
            text = text_of(data) if data is not None and work.form == "module" else ""
            name, lacking = work.assignment.name, self.devices.lacking
            order = orders.Examine(
                name, work.form, data, text, self.seed, limits, self.gpu, lacking, work.exercises
            )
            return _listen(findings, order, limits)

    def record(
        self, work: Work, found: Found, data: bytes, now: str, clock: float
    ) -> SubmissionRecord:
        """The record of a submission, of what was found and what this slot is."""
        return SubmissionRecord(
            student=work.student,
            assignment=work.assignment.name,
            source=work.source,
            form=work.form,
            digest=work.digest or hashlib.sha256(data).hexdigest(),
            text=text_of(data) if work.form == "module" else "",
            cells=_cells(found.notebook),
            output=found.output,
            checks=tuple(found.checks),
            faults=found.faults,
            notes=(
                *work.notes,
                *(c.staff for c in found.checks if c.outcome == "passed" and c.staff),
            ),
            sandbox=self.layers.summary(),
            environment=self._environment(),
            seed=self.seed,
            checks_digest=self.devices.digest(work.assignment.checks_digest),
            started_at=now,
            duration_s=round(time.monotonic() - clock, 4),
            peak_memory_bytes=found.peak_bytes,
        )

    def _environment(self) -> dict[str, str]:
        opened = self.examiner.opened if self.examiner else None
        facts = {"torch": opened.torch, "python": opened.python} if opened else {}
        return {"grader": __version__, **facts, "devices": self.devices.shown}

    def _inside(self, limits: Limits) -> inside.Limits:
        """The limits as the untrusted side is told them."""
        return inside.Limits(
            memory_bytes=(limits.memory_mb << 20) + (GPU_HOST_BYTES if self.gpu else 0),
            cpu_s=limits.cpu_s,
            file_bytes=limits.file_mb << 20,
            open_files=limits.open_files,
            processes=limits.processes,
            tmp_bytes=limits.tmp_mb << 20,
            output_bytes=limits.output_kb << 10,
        )


def _listen(findings: socket.socket, order: orders.Examine, limits: Limits) -> Found:
    """All that the examiner finds.

    Raises:
        GraderFault: it broke, ended early, or took longer than any submission may.
    """
    found, pid = Found(), 0
    longest = (1 + MOST) * (limits.submission_s * 2 + limits.load_s * 8) + SLACK_S
    longest += GPU_SLACK_S if order.gpu else 0.0
    deadline = time.monotonic() + longest
    try:
        send(findings, orders.pack(order), deadline)
        while True:
            frame = receive(findings, MAX_FINDING, deadline)
            finding = orders.to_finding.decode(frame)
            if isinstance(finding, orders.Examining):
                pid = finding.pid
            elif isinstance(finding, orders.LoadFound):
                found.faults, found.output = finding.faults, finding.output
                found.notebook = finding.notebook
            elif isinstance(finding, orders.CheckFound):
                found.checks.append(finding.record)
                found.peak_bytes = max(found.peak_bytes, finding.peak_bytes)
            elif isinstance(finding, orders.Broken):
                raise GraderFault(finding.why)
            else:
                return found
    except (Closed, Late, FrameError, msgspec.DecodeError) as error:
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        raise GraderFault(f"the examiner was lost: {type(error).__name__} {error}") from error


def _cells(notebook: NotebookRecord | None) -> tuple[Cell, ...]:
    if notebook is None:
        return ()
    return tuple(
        Cell(
            cell.number,
            cell.source,
            cell.outcome,
            tuple(Output(o.kind, o.text, o.mime, o.data) for o in cell.outputs),
            cell.duration_s,
        )
        for cell in notebook.cells
    )
