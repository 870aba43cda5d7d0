"""The examiner's end of a submission's sandbox: load it, ask it; every byte back is hostile."""

from __future__ import annotations

import socket
import time
from typing import TypeVar

from grader.course import Limits
from grader.examiner.errors import refused
from grader.examiner.wording import ENDED, TOOK_LONG
from grader.faults import GraderFault, StudentFault
from grader.inside import messages
from grader.inside.cellrecords import CellsLimits
from grader.inside.frames import Closed, FrameError, Late, receive, send
from grader.inside.pace import MOST
from grader.inside.wire import MAX_BYTES
from grader.messages import Message, mark

GRACE_S = 20.0  # for the warden's own work: sweeping, loading a lost submission again
MAX_REPORT = MAX_BYTES + (48 << 20)

NO_TIME = mark("The {seconds} s that all checks together may take were used up before this one.")
TIME_UP = mark("The {seconds} s that all checks together may take ran out in this call.")
MEMORY = mark("It used more than the {megabytes} MB of memory that a submission may use.")
FILES = mark("It wrote more than the {megabytes} MB of files that a submission may write.")
PROCESSES = mark("It started more processes or threads than a submission may start.")

R = TypeVar("R", messages.Loaded, messages.Answer)


class OutOfTime(StudentFault):
    """The submission used up its time in earlier checks; this one was not run."""


class Link:
    """One submission behind its warden."""

    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        self.sock = sock
        self.limits = limits
        self.left_s = limits.submission_s
        self.outputs: list[str] = []
        self.peak_bytes = 0

    def load(self, form: str, name: str, data: bytes) -> messages.Loaded:
        """Load the submission.

        Raises:
            GraderFault: the sandbox is gone.
        """
        limits = self.limits
        most = limits.source_kb << 10
        if form == "module" and len(data) > most:
            return messages.Loaded(False, ended="source")
        cells = CellsLimits(limits.cell_s, limits.submission_s, code_bytes=most)
        order = messages.Load(form, name, data, limits.load_s, cells)
        longest = limits.submission_s if form == "notebook" else 3 * limits.load_s
        return self._exchange(order, longest, messages.Loaded)[0]

    def ask(self, request: bytes, extra_s: float = 0.0) -> bytes:
        """The bytes that a fork of the submission answers to a request.

        Up to `extra_s` seconds of it count for neither the call's time nor the submission's.

        Raises:
            StudentFault: it ended, hung or overran there.
            GraderFault: the sandbox is gone.
        """
        if self.left_s <= 0:
            seconds = f"{self.limits.submission_s:g}"
            raise OutOfTime(Message(NO_TIME, {"seconds": seconds}))
        call_s = min(self.limits.call_s, self.left_s)
        order = messages.Call(request, call_s + extra_s)
        answer, taken_s = self._exchange(order, call_s + extra_s, messages.Answer)
        self.left_s += min(extra_s, taken_s)
        self.outputs.append(answer.output[:20_000])
        self.peak_bytes = max(self.peak_bytes, answer.peak_bytes)
        if answer.ended:
            raise self._fault(answer, last=call_s < self.limits.call_s)
        return answer.payload

    def _fault(self, answer: messages.Answer, *, last: bool) -> StudentFault:
        staff, limits = f"{answer.ended}: {answer.detail}"[:2000], self.limits
        if answer.ended == "reply":
            return refused(staff)
        text, name, amount = {
            "timeout": (TIME_UP if last else TOOK_LONG, "seconds", limits.call_s),
            "memory": (MEMORY, "megabytes", limits.memory_mb),
            "files": (FILES, "megabytes", limits.tmp_mb),
            "processes": (PROCESSES, "", 0),
        }.get(answer.ended, (ENDED, "", 0))
        amount = limits.submission_s if text is TIME_UP else amount
        args = {name: f"{amount:g}"} if name else {}
        return StudentFault(Message(text, args), staff=staff)

    def _exchange(self, order: messages.Order, longest: float, kind: type[R]) -> tuple[R, float]:
        """What comes of an order, and the seconds that it costs the submission.

        What the examiner does in between costs it nothing, nor what the system withheld from it.
        """
        asked = time.monotonic()
        deadline = asked + (1 + MOST) * (longest + self.limits.load_s) + GRACE_S
        try:
            send(self.sock, messages.pack(order), deadline)
            report = messages.report(receive(self.sock, MAX_REPORT, deadline))
        except (Closed, Late, FrameError) as error:
            raise GraderFault(f"the sandbox was lost: {type(error).__name__} {error}") from error
        if not isinstance(report, kind):
            raise GraderFault(f"the sandbox answered {type(report).__name__}")
        seconds = time.monotonic() - asked
        if 0 < report.withheld_s < seconds:  # the sandbox's word
            seconds -= report.withheld_s
        self.left_s -= seconds
        return report, seconds
