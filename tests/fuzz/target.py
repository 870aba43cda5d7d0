"""What the trusted side does with bytes of a submission, in one function to be tried with any.

A submission owns its process, so that whatever comes out of it may have been written byte by byte:
frames on the socket, the warden's report, an answer, the facts of an error. All of it may only end
in a value or in the submission's own fault, which a record for the gradebook can hold.
"""

import socket
import time
from contextlib import suppress
from pathlib import Path

import torch

from grader.checks import agree
from grader.checks.measured import number
from grader.checks.verdicts import tensor
from grader.course import Limits
from grader.examiner import orders
from grader.examiner.elsewhere import Unjudged
from grader.examiner.loading import faults_of, unread
from grader.examiner.solutions import Solution, _replies
from grader.faults import StudentFault
from grader.inside import messages
from grader.inside.frames import Closed, FrameError, receive
from grader.records import CheckRecord, Fault

CORPUS = Path(__file__).with_name("corpus")
FOUND = CORPUS.with_name("found")
LIMIT = 1 << 16  # bytes of a frame
SOURCE = "import threading\n\n\ndef f(x):\n    return x\n"
WANTED = ({"a": torch.arange(6.0).reshape(2, 3)}, [1, 2.5, "text", None, True], torch.zeros(2))


def read(data: bytes) -> None:
    """Everything; raises where it shows a bug of ours."""
    for frame in [data, *frames(data)]:
        with suppress(FrameError):
            messages.report(frame)
        answered(frame)
        loaded(frame)
        with suppress(StudentFault):
            _replies(frame, 2)


def frames(data: bytes) -> list[bytes]:
    """The frames that these bytes are on a socket."""
    ours, theirs = socket.socketpair()
    found = []
    with ours:
        with theirs, suppress(Closed):
            theirs.setblocking(False)
            with suppress(BlockingIOError):
                theirs.send(data)
        with suppress(Closed, FrameError):
            while True:
                found.append(receive(ours, LIMIT, time.monotonic() + 5))
    return found


def answered(reply: bytes) -> None:
    """A check that is given these bytes, on each machine."""
    solution = Solution(lambda request, extra_s=0.0: reply, SOURCE)
    for noted in (False, True):
        try:
            judged(solution._value(reply, noted=noted))
        except StudentFault as fault:
            kept(fault)
        except Unjudged:  # a submission may say so of a machine that the drill pretends
            assert noted


def judged(value: object) -> None:
    """What checks do with a value."""
    for judge in (
        *(lambda want=want: agree(value, want) for want in WANTED),
        lambda: tensor(value, shape=(2, 3), dtype=torch.float32),
        lambda: number(value),
    ):
        with suppress(StudentFault):
            judge()


def kept(fault: StudentFault) -> None:
    """A fault's way into the gradebook."""
    fields = {"messages": fault.messages, "where": fault.where, "staff": fault.staff}
    record = CheckRecord("id", "f", "failed", 0.0, 1.0, **fields)
    orders.to_finding.decode(orders.pack(orders.CheckFound(record)))


def loaded(facts: bytes) -> None:
    """What a student is told of an error that these facts tell of."""
    report = messages.Loaded(True, fault=facts)
    found: tuple[Fault, ...] = faults_of(report, Limits())
    orders.to_finding.decode(orders.pack(orders.LoadFound(found, "")))
    unread(report)
