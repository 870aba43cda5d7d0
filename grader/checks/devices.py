"""The devices that a check asks for, by the fixture `devices`."""

from __future__ import annotations

from dataclasses import dataclass

from grader.gpu import Gpu


@dataclass(frozen=True)
class Device:
    """A device of a machine that has a CPU and a GPU. Its text is its name.

    `real`: the GPU is there and is used; else it is pretended, by the device drill.
    """

    name: str
    real: bool = False

    def __str__(self) -> str:
        return self.name


DRILL = Device("cpu"), Device("cuda")


def devices(gpu: Gpu | None) -> tuple[Device, ...]:
    """Those that a check goes through: a pretended machine's, then the real GPU if there is one."""
    return DRILL if gpu is None else (*DRILL, Device("cuda", real=True))
