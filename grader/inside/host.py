"""The host: torch imported and warmed once, one thread, forked for each submission.

It never runs student code and never holds a secret. For each order it forks a process that enters
fresh namespaces and becomes, one more fork below, the warden of that submission; when told to
finish, it kills what is left and answers once the kernel has no process of that submission more.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

import msgspec

from . import lockdown
from .plan import Limits, Plan
from .processes import sweep

PACKET = 256 << 10
PR_SET_CHILD_SUBREAPER = 36


class Welcome(msgspec.Struct, frozen=True, tag="welcome"):
    """The first thing that a host is told."""

    plan: Plan
    notebooks: bool = False
    training: bool = False  # whether submissions are expected to make optimizers
    often: bool = True  # whether there are submissions enough to make each fork cheaper first


class Start(msgspec.Struct, frozen=True, tag="start"):
    """Make a sandbox for a submission; the descriptor beside it leads to its examiner."""

    limits: Limits


class Finish(msgspec.Struct, frozen=True, tag="finish"):
    """Kill what is left of the submission and say when it is gone."""


Word = Welcome | Start | Finish


def main(descriptor: int) -> NoReturn:
    """Be a host on this control socket until its other end closes."""
    control = socket.socket(fileno=descriptor)
    control.setblocking(True)
    welcome, _ = _word(control)
    assert isinstance(welcome, Welcome)
    lockdown.drop_user(welcome.plan)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the orchestrator decides when to stop
    control.send(msgspec.msgpack.encode(warm(welcome)))
    while True:
        word, descriptors = _word(control)
        if isinstance(word, Start):
            if os.fork() == 0:
                control.close()
                submission(socket.socket(fileno=descriptors[0]), welcome.plan, word.limits)
            os.close(descriptors[0])
        elif isinstance(word, Finish):
            control.send(msgspec.msgpack.encode({"swept": clear(welcome.plan)}))
        else:
            clear(welcome.plan)
            os._exit(0)


def _word(control: socket.socket) -> tuple[Word | None, list[int]]:
    """The orchestrator's next word, None when it has ended, and the descriptors beside it."""
    packet, descriptors, _, _ = socket.recv_fds(control, PACKET, 1)
    return (msgspec.msgpack.decode(packet, type=Word) if packet else None), list(descriptors)


def warm(welcome: Welcome) -> dict[str, str | int]:
    """Import and exercise what submissions use, with one thread; returns what staff may know."""
    import platform

    gc.disable()  # what is imported stays; looking for garbage in it takes a fifth of the time

    import torch

    from . import warden  # noqa: F401  (every submission's, and all that it imports)
    from .hugepages import join
    from .warmth import exercise, lighten_forks

    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    gpu = bool(welcome.plan.devices)  # some of the forks will open one
    exercise(training=welcome.training, backward=not gpu)
    if welcome.notebooks:
        from . import kernel

        kernel.warm()
    lighten_forks()
    # What is shared stays shared: a collection in a fork touches none of it. One before would take
    # a tenth of the start, and find next to nothing.
    gc.freeze()
    gc.enable()
    if welcome.often:
        join()
    threads = len(os.listdir("/proc/self/task")) if os.path.exists("/proc/self/task") else 1
    if threads != 1:
        raise RuntimeError(f"{threads} threads are alive in the warm host: it may not be forked")
    return {
        "torch": str(torch.__version__),
        "python": platform.python_version(),
        "uid": os.getuid(),
    }


def submission(examiner: socket.socket, plan: Plan, limits: Limits) -> NoReturn:
    """In a fork of the host: enter namespaces, fork the warden into them, wait for its end."""
    from . import warden

    try:
        work = lockdown.enter(plan, limits)
        if os.fork() == 0:
            lockdown.settle(plan)
            warden.run(examiner, plan, limits, work)
        examiner.close()
        os.wait()
    except BaseException as error:
        os.write(2, f"sandbox: {type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(0)


def clear(plan: Plan) -> int:
    """Kill every process below the host, wait until the kernel has none left, wipe their files."""
    swept = sweep({os.getpid()})
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    lockdown.wipe(plan)
    return swept


if __name__ == "__main__":
    main(int(sys.argv[1]))
