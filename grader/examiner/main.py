"""The examiner process: pytest collects once; each submission is judged in a fork after that.

    python -m grader.examiner DESCRIPTOR

It holds the hidden checks and the reference solution, and never imports, unpickles or parses
anything of a student's. Orders and findings: see `grader.examiner.orders`.
"""

from __future__ import annotations

import gc
import os
import platform
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest
import torch

from grader.checks.devices import Device
from grader.checks.once import make_all
from grader.checks.thresholds import thresholds_of
from grader.course import Course
from grader.examiner import orders
from grader.examiner.collect import Check, Collector
from grader.examiner.judge import Judge
from grader.examiner.link import Link
from grader.examiner.loading import NOT_LOADED, faults_of, unread
from grader.examiner.plugin import SEAT, reference_of, trusted
from grader.examiner.probes import prepare
from grader.examiner.solutions import Solution
from grader.faults import GraderFault, StudentFault
from grader.gpu import Gpu
from grader.inside import hugepages
from grader.inside.frames import receive, send
from grader.inside.warmth import exercise
from grader.messages import Message
from grader.records import CheckRecord

PACKET = 256 << 10
ORDER_S = 120.0
CHECK_S = 600  # a check that thinks for longer than this is broken
MAX_ORDER = 64 << 20


class Examiner:
    """A pytest plugin whose run loop serves submissions instead of running the items."""

    def __init__(self, control: socket.socket, collector: Collector, opening: orders.Open) -> None:
        self.control = control
        self.collector = collector
        self.opening = opening
        self.judge = Judge()
        self.serving = False

    def pytest_configure(self, config: pytest.Config) -> None:
        """Watch each phase of each check."""
        config.pluginmanager.register(self.judge)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Sort what was collected, execute the references, import what checks use."""
        self.collector.gather(session.items)
        functions = [item for item in session.items if isinstance(item, pytest.Function)]
        for item in functions:
            _ = item.location  # computed once, for all the forks to come
        modules = {str(item.path): item.module for item in functions}
        for module in modules.values():
            prepare(module)
        exercise(training=any(a.trains for a in self.collector.assignments.values()))
        for path, assignment in self.collector.assignments.items():
            if assignment.public:
                continue
            try:
                trusted(reference_of(assignment.hidden_checks))
                thresholds_of(assignment.thresholds)
                if self.opening.seed is not None and path in modules:
                    make_all(vars(modules[path]).values(), self.opening.seed)
            except Exception as error:  # a broken reference breaks its assignment, not the others
                self.collector.broken.setdefault(assignment.name, f"reference: {error!r}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> NoReturn:
        """Serve submissions until the orchestrator ends."""
        self.serving = True
        gc.freeze()  # as a host does
        gc.enable()
        if self.opening.often:
            hugepages.join()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the forks are reaped by the kernel
        self.open()
        while True:
            packet, descriptors, _, _ = socket.recv_fds(self.control, PACKET, 2)
            if not packet:
                os._exit(0)  # nothing of it is kept, and Python's own end would take 0.1 s
            if os.fork() == 0:
                self.control.close()
                sockets = [socket.socket(fileno=number) for number in descriptors]
                if packet == orders.EXAMINE:
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    self.submission(session, *sockets)
                os.setsid()  # ended by itself, with its forks
                (self.control,) = sockets
                self.open()
                continue
            for descriptor in descriptors:
                os.close(descriptor)

    def open(self) -> None:
        """Say that this examiner is ready."""
        python = platform.python_version()
        opened = orders.Opened(self.collector.broken, str(torch.__version__), python, os.getpid())
        self.control.send(orders.pack(opened))

    def submission(
        self, session: pytest.Session, warden: socket.socket, findings: socket.socket
    ) -> NoReturn:
        """In a fork: judge one submission, tell what was found, end."""

        def tell(finding: orders.Finding) -> None:
            send(findings, orders.pack(finding), time.monotonic() + ORDER_S)

        try:
            tell(orders.Examining(os.getpid()))
            frame = receive(findings, MAX_ORDER, time.monotonic() + ORDER_S)
            order = orders.to_examine.decode(frame)
            self.examine(session, Link(warden, order.limits), order, tell)
            tell(orders.Done())
        except BaseException as error:  # ours, whatever it is: said, never charged
            tell(orders.Broken(f"{type(error).__name__}: {error}"[:4000]))
        finally:
            os._exit(0)

    def examine(
        self,
        session: pytest.Session,
        link: Link,
        order: orders.Examine,
        tell: Callable[[orders.Finding], None],
    ) -> None:
        """Load the submission, then run each check of its assignment."""
        if order.assignment == orders.REHEARSAL and order.gpu is not None:
            rehearse(link, order.gpu)
            return
        if order.assignment in self.collector.broken:
            why = self.collector.broken[order.assignment]
            raise GraderFault(f"the checks of {order.assignment} are broken: {why}")
        every = self.collector.checks[order.assignment]
        wanted = order.exercises or {check.blank.exercise for check in every}
        checks = [check for check in every if check.blank.exercise in wanted]
        loaded = None
        if order.data is not None:
            loaded = link.load(order.form, order.assignment, order.data)
            tell(orders.LoadFound(faults_of(loaded, order.limits), loaded.output, loaded.notebook))
        if loaded is None or not loaded.usable or unread(loaded):
            for check in checks:
                tell(orders.CheckFound(not_loaded(check)))
            return
        text = order.text
        if loaded.notebook is not None:
            text = "\n".join(cell.source for cell in loaded.notebook.cells)
        student = Solution(link.ask, text, order.gpu)
        seat = session.config.stash[SEAT]
        seat.student, seat.seed, seat.lacking = student, order.seed, order.lacking
        for check, following in zip(checks, [*checks[1:], None], strict=True):
            record = self.judge.judge(check, following, student)
            tell(orders.CheckFound(record, link.peak_bytes))


def rehearse(link: Link, gpu: Gpu) -> None:
    """Have an empty submission open its GPU.

    Raises:
        GraderFault: it does not open, or does not compute there.
    """
    link.load("module", "rehearsal", b"")
    try:
        Solution(link.ask, gpu=gpu).on(Device("cuda", real=True)).run(doubled, torch.ones(2))
    except StudentFault as fault:
        why = fault.staff or fault.messages[0].english()
        raise GraderFault(f"the GPU does not open inside the sandbox: {why}") from fault


def doubled(solution: object, x: torch.Tensor) -> torch.Tensor:
    """The probe of a rehearsal: a forward and a backward pass."""
    y = x.clone().requires_grad_()
    torch.autograd.backward((y * y).sum())
    assert y.grad is not None
    return y.grad


def not_loaded(check: Check) -> CheckRecord:
    """The record of a check that had nothing to judge."""
    return msgspec.structs.replace(check.blank, messages=(Message(NOT_LOADED),))


def main(descriptor: int) -> int:
    """Be an examiner on this control socket until its other end closes."""
    control = socket.socket(fileno=descriptor)
    control.setblocking(True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    opening = msgspec.msgpack.decode(control.recv(PACKET), type=orders.Open)
    collector = Collector(Course(Path(opening.root), public=opening.public), opening.assignments)
    examiner = Examiner(control, collector, opening)
    status = pytest.main(arguments(opening, collector), plugins=[examiner, collector])
    if not examiner.serving:
        control.send(orders.pack(orders.Broken(f"pytest did not start: exit {int(status)}")))
    return 0


def arguments(opening: orders.Open, collector: Collector) -> list[str]:
    """Pytest's command line: our own ini, nothing that a folder or the environment could add.

    Its logging plugin puts handlers on each of torch's loggers for each phase of each check, and
    nothing here reads what they collect.
    """
    ini = Path(__file__).with_name("examiner.ini")
    return [
        *("-c", str(ini), "--rootdir", opening.root, "--import-mode=importlib", "--noconftest"),
        *("-p", "no:cacheprovider", "-p", "no:logging"),
        *("-p", "pytest_timeout", "-p", "grader.examiner.plugin"),
        *("--timeout", str(CHECK_S), "--timeout-method", "signal"),
        *("--continue-on-collection-errors", "-q", "--capture=no"),
        *(path for path in collector.assignments),
    ]
