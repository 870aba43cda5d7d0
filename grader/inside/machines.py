"""The machine that a request is performed on: this one, one with a pretended GPU, or with a GPU.

A request names it as `None`, `["drill", device]` or `["gpu", device, visible, fraction]`. A GPU is
opened here, in the fork that answers one request, and nowhere before: a process that has opened
one cannot be forked any more, nor one that has asked the driver which there are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

from .drill import drilled


class GpuFailed(BaseException):
    """The GPU could not be opened."""


@contextmanager
def machine(order: list[Any] | None, namespace: dict[str, Any]) -> Iterator[str | None]:
    """Perform what is inside on that machine; gives the device that arguments arrive on.

    Raises:
        GpuFailed: it has a GPU that does not open.
        Unassessable: the program does what the drill cannot follow.
    """
    if order is None:
        yield None
    elif order[0] == "drill":
        with drilled(namespace):
            yield order[1]
    else:
        open_gpu(*order[2:])
        yield order[1]


def open_gpu(visible: str, fraction: float) -> None:
    """Open the one GPU that this process may see, for exact and repeatable work.

    Args:
        visible: what `CUDA_VISIBLE_DEVICES` shall be; hosts see no GPU until then.
        fraction: how much of its memory this process may take, in (0, 1].

    Raises:
        GpuFailed: it does not open.
    """
    os.environ["CUDA_VISIBLE_DEVICES"] = visible
    try:
        torch.cuda.set_per_process_memory_fraction(fraction, 0)
        x = torch.ones(1, device="cuda", requires_grad=True)
        torch.autograd.backward(x * x)  # which has to open it for its own threads
    except Exception as error:
        raise GpuFailed(f"{type(error).__name__}: {error}"[:500]) from error
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True, warn_only=True)
