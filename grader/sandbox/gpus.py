"""The GPUs of this machine: found by using them, lent to slots in equal shares.

The orchestrator imports no torch, so the trial is a process of its own. It runs outside of every
sandbox, where the driver may still load its modules and make its device files.
"""

from __future__ import annotations

import glob
import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass

import msgspec

from grader.faults import UsageFault
from grader.gpu import Gpu

GIB = 1 << 30
EACH_BYTES = 4 * GIB  # of a GPU's memory, for each submission, where nothing else is asked for
LEAST_BYTES = 2 * GIB
CONTEXT_BYTES = GIB  # what CUDA takes for each process that opens a GPU, beside its tensors
TRIAL_S = 180.0
TRIAL = """
import json, torch
if torch.version.cuda is None:
    raise SystemExit("PyTorch is built without CUDA here")
cards = []
for number in range(torch.cuda.device_count()):
    torch.zeros(1, device=f"cuda:{number}").add_(1).cpu()
    facts = torch.cuda.get_device_properties(number)
    cards.append({"name": facts.name, "memory_bytes": facts.total_memory})
print(json.dumps(cards))
"""
# What a program needs to reach the driver; those of WSL are called dxg.
_FILES = ("/dev/nvidiactl", "/dev/nvidia[0-9]*", "/dev/nvidia-uvm*", "/dev/nvidia-caps/*")
_WSL = "/dev/dxg"


class Card(msgspec.Struct, frozen=True):
    """A GPU. `visible` is what `CUDA_VISIBLE_DEVICES` is for those who may open it alone."""

    name: str
    memory_bytes: int
    visible: str = "0"


UNTRIED = Card("untried", LEAST_BYTES)


class NoGpu(Exception):
    """No GPU can be used here; its text says why, as the end of a sentence."""


@dataclass(frozen=True)
class Devices:
    """Where the checks that ask for devices are judged in one run.

    `cards`: the real GPUs, none for the pretended one alone; `slots`: how many submissions may use
    them at once; `lacking`: why those checks cannot be judged at all, where a GPU was asked for.
    """

    cards: tuple[Card, ...] = ()
    slots: int = 0
    lacking: str = ""

    def gpu(self, slot: int) -> Gpu | None:
        """The GPU of the slot of this number, and its share."""
        if not self.cards:
            return None
        card = self.cards[slot % len(self.cards)]
        own = card.memory_bytes // -(-self.slots // len(self.cards)) - CONTEXT_BYTES
        return Gpu(card.visible, own / card.memory_bytes)

    @property
    def files(self) -> tuple[str, ...]:
        """The device files that hosts are shown."""
        return files() if self.cards else ()

    @property
    def shown(self) -> str:
        """How devices are judged, for the record of a grade."""
        if self.lacking:
            return f"none: {self.lacking}"
        return ", ".join(dict.fromkeys(card.name for card in self.cards)) or "pretended"

    def digest(self, checks: str) -> str:
        """What judged a submission: the checks of this digest, and the devices they had.

        So what was judged without a GPU is graded again where there is one.
        """
        if not (self.lacking or self.cards):
            return checks  # what every machine can do
        kind = "without a GPU" if self.lacking else "with a GPU"
        return hashlib.sha256(f"{checks} {kind}".encode()).hexdigest()


PRETENDED = Devices()  # what every machine can do


def choose(asked: str, slots: int | None, *, untried: bool = False) -> tuple[Devices, str]:
    """What `--device` and `--gpu-slots` come to here, and a sentence for staff, or "".

    A trial takes some seconds. `untried`: no GPU is tried, and where a driver is there one is
    supposed to work; that is enough to see whether anything is left to grade.

    Raises:
        UsageFault: they contradict each other, or the GPUs are too small for so many slots.
    """
    if asked == "cpu":
        if slots is not None:
            raise UsageFault("--gpu-slots: with --device cpu no GPU is used; leave one out.")
        return PRETENDED, ""
    try:
        cards = find(untried=untried)
    except NoGpu as why:
        if asked == "cuda":
            return Devices(lacking=str(why)), (
                f"--device cuda: {why}: the checks that ask for devices are not run, and cost "
                "nobody a point."
            )
        left = files() and f"the GPU of this machine is left alone: {why}."
        return PRETENDED, left or ""
    return Devices(cards, 1 if untried else _slots(cards, slots)), ""


def _slots(cards: tuple[Card, ...], asked: int | None) -> int:
    smallest = min(card.memory_bytes for card in cards)
    most = len(cards) * max(1, smallest // LEAST_BYTES)
    if asked is None:
        return min(most, len(cards) * max(1, smallest // EACH_BYTES))
    if asked > most:
        raise UsageFault(
            f"--gpu-slots {asked}: {cards[0].name} has {smallest / GIB:.1f} GiB, which is enough "
            f"for {most}."
        )
    return asked


def files() -> tuple[str, ...]:
    """The device files of NVIDIA's driver on this machine."""
    found = (path for pattern in (*_FILES, _WSL) for path in sorted(glob.glob(pattern)))
    return tuple(dict.fromkeys(found))


def find(*, untried: bool = False) -> tuple[Card, ...]:
    """The GPUs that work for us; `untried`: one that may.

    Raises:
        NoGpu: none does.
    """
    if not files():
        raise NoGpu("this machine has no NVIDIA GPU")
    if untried:
        return (UNTRIED,)
    cards = trial()
    if not cards:
        raise NoGpu("PyTorch finds no GPU")
    named = os.environ.get("CUDA_VISIBLE_DEVICES")
    visible = named.split(",") if named else [str(number) for number in range(len(cards))]
    return tuple(
        msgspec.structs.replace(card, visible=which.strip())
        for card, which in zip(cards, visible, strict=False)
    )


def trial(visible: str | None = None) -> tuple[Card, ...]:
    """The GPUs that open and compute in a process of our own; `visible`: that one alone.

    Raises:
        NoGpu: one does not.
    """
    own = {} if visible is None else {"CUDA_VISIBLE_DEVICES": visible}
    command = [sys.executable, "-P", "-c", TRIAL]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=TRIAL_S,
            check=False,
            env={**os.environ, **own},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoGpu(f"it could not be tried ({type(error).__name__})") from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"its trial ended with {done.returncode}"]
        raise NoGpu(said[-1].strip()[:300].rstrip("."))
    return tuple(msgspec.json.decode(done.stdout.splitlines()[-1], type=tuple[Card, ...]))
