"""What a submission may have of a GPU. Imports no torch: the orchestrator needs it too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Gpu:
    """The GPU that a submission's probes may open.

    `visible` is what `CUDA_VISIBLE_DEVICES` is for them, `fraction` the part of its memory that
    each may take.
    """

    visible: str
    fraction: float
