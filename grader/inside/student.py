"""The process that holds a submission, and the forks of it that answer requests.

Everything here shares a process with student code and is believed by nobody: the worst that a
student can do to it is to lose points. It speaks to the warden over a SEQPACKET socket:

    student ──▶ warden   b"s" line      a statement of the module is about to run
                         b"l" facts     loaded (with the error that stopped it, or nothing)
    warden ──▶ student   b"f" + socket  fork; the fork answers one request on this socket
                         b"h"           hand over: fork, and let the fork serve from now on, with
                                        one thread and without what a notebook's kernel needs
    student ──▶ warden   b"h"           the fork serves
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, NoReturn

import torch

from . import wire
from .frames import receive, send
from .load import load_module
from .perform import LOAD_SEED, Names, answer, facts, seed_everything

PACKET = 64 << 10
FOREVER_S = 1e6

# Bound before student code can rebind them in their modules: fewer ways to break oneself.
_fork, _exit, _close, _waitpid, _getpid = os.fork, os._exit, os.close, os.waitpid, os.getpid


def run_module(control: socket.socket, name: str, data: bytes, work: str, before: int) -> NoReturn:
    """Load a module, say what came of it, and serve forks until the end.

    A child that the submission forks, and that comes back out of its code, ends there unheard: so
    it is with the functions of the submission too.
    """
    me, path = _getpid(), os.path.join(work, f"{name}.py")
    with open(path, "wb") as file:
        file.write(data)
    sys.argv = [path]

    def announce(line: int) -> None:
        control.send(b"s" + str(line).encode())

    seed_everything(LOAD_SEED)
    namespace, error = load_module(name, data, path, announce, before)
    _flush()
    if _getpid() != me:
        _exit(0)
    files = {path: None}
    told = wire.encode(facts(error, files)) if error is not None else b""
    control.send(b"l" + told[:PACKET])
    serve(control, namespace, lambda: files, lambda: None)


def serve(
    control: socket.socket,
    namespace: dict[str, Any],
    files: Callable[[], Mapping[str, int | None]],
    after_fork: Callable[[], None],
) -> NoReturn:
    """Fork for each order; each fork answers one request and ends."""
    children: set[int] = set()
    while True:
        order, descriptors, _, _ = socket.recv_fds(control, PACKET, 1)
        if not order:
            _exit(0)
        pid = _fork()
        if order == b"h":
            if pid:
                _waitpid(pid, 0)  # nothing is read here any more; the warden ends this process
            after_fork()
            control.send(b"h")
            continue
        if pid == 0:
            _probe(control, descriptors[0], namespace, files)
        for descriptor in descriptors:
            _close(descriptor)
        children.add(pid)
        for child in tuple(children):
            with suppress(ChildProcessError):
                if not _waitpid(child, os.WNOHANG)[0]:
                    continue
            children.discard(child)


def _probe(
    control: socket.socket,
    descriptor: int,
    namespace: dict[str, Any],
    files: Callable[[], Mapping[str, int | None]],
) -> NoReturn:
    try:
        control.close()
        torch.set_num_threads(1)  # a pool that the submission started did not survive the fork
        me, sock = _getpid(), socket.socket(fileno=descriptor)
        far = time.monotonic() + FOREVER_S  # the warden holds the deadline
        request = receive(sock, wire.MAX_BYTES + PACKET, far)
        reply = answer(Names(namespace), request, files())
        _flush()
        if _getpid() == me:
            send(sock, reply, far)
    finally:
        _exit(0)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(BaseException):
            stream.flush()
