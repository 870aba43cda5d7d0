"""What the orchestrator and an examiner say to each other, as msgspec records.

Over the control socket (SEQPACKET): `Open` once, answered by `Opened`; then packets that carry
descriptors. `CLONE` with one: fork an examiner that is ready at once and is controlled by it, where
it says `Opened` too. `EXAMINE` with two, for each submission: the socket to its warden, and a
stream of frames on which the order itself goes out and the findings come back.
"""

from __future__ import annotations

import msgspec

from grader.course import Limits
from grader.gpu import Gpu
from grader.inside.cellrecords import NotebookRecord
from grader.records import CheckRecord, Fault

CLONE, EXAMINE = b"c", b"x"
REHEARSAL = ""  # as an assignment: load nothing, open the GPU, and be done


class Open(msgspec.Struct, frozen=True, tag="open"):
    """Collect the checks of these assignments of the course in `root`: hidden, or public ones."""

    root: str
    assignments: tuple[str, ...]
    public: bool = False
    seed: int | None = None  # of the run; what checks share in it is made with this one
    often: bool = True  # whether there are submissions enough to make each fork cheaper first


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """The checks are collected. `broken`: assignment -> why its checks cannot judge."""

    broken: dict[str, str]
    torch: str
    python: str
    pid: int


class Examine(msgspec.Struct, frozen=True, tag="examine"):
    """Judge one submission."""

    assignment: str
    form: str
    data: bytes | None  # None: what was handed in is refused, and no check is run
    text: str  # its source as text, to tell the student's own names from others
    seed: int
    limits: Limits
    gpu: Gpu | None = None  # the GPU that its probes may open, beside the pretended one
    lacking: str = ""  # why checks that ask for devices cannot be judged
    exercises: tuple[str, ...] = ()  # whose checks are run; none stands for all


class Examining(msgspec.Struct, frozen=True, tag="examining"):
    """The fork that judges has begun."""

    pid: int


class LoadFound(msgspec.Struct, frozen=True, tag="load"):
    """What loading the submission showed."""

    faults: tuple[Fault, ...]
    output: str
    notebook: NotebookRecord | None = None


class CheckFound(msgspec.Struct, frozen=True, tag="check"):
    """What one check found."""

    record: CheckRecord
    peak_bytes: int = 0


class Done(msgspec.Struct, frozen=True, tag="done"):
    """All checks have been recorded."""


class Broken(msgspec.Struct, frozen=True, tag="broken"):
    """The examiner failed: ours."""

    why: str


Finding = Examining | LoadFound | CheckFound | Done | Broken
to_finding = msgspec.msgpack.Decoder(Finding)
to_examine = msgspec.msgpack.Decoder(Examine)
pack = msgspec.msgpack.Encoder().encode
