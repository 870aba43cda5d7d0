"""A host and a warden without a sandbox, for the tests: warm once, fork a kernel and a driver each.

Run as a program; it reads requests on standard input and writes replies to standard output, both
msgpack behind a length of 8 bytes. Standard output is kept for that: forks get another one.
"""

import os
import pathlib
import secrets
import select
import signal
import socket
import struct
import sys
import tempfile
import threading
import time
from contextlib import suppress

import msgspec
import torch

from grader.inside import kernel
from grader.inside.cellrecords import CellsLimits
from grader.inside.warmth import exercise

LONGEST_S = 30.0
CHANNELS = ("shell", "iopub", "stdin", "hb", "control")


class Request(msgspec.Struct):
    data: bytes
    limits: CellsLimits = CellsLimits()
    calls: list[str] = []  # expressions that forks of the kernel evaluate when all cells have run
    no_signals: bool = False  # the driver may not signal the kernel, as under Landlock


class Reply(msgspec.Struct):
    record: msgspec.Raw | None  # None: the driver was lost
    answers: list[str | None]  # None: no answer within a second
    seconds: float  # from before the fork of the kernel until the record was there
    printed: str  # to the descriptors of the kernel and its forks
    imported: list[str]  # modules that the kernel or the driver imported late
    warm: dict[str, list[str]]


def connection_in(work):
    ports = {f"{name}_port": n for n, name in enumerate(CHANNELS, 1)}
    where = {"transport": "ipc", "ip": os.path.join(work, "kernel"), "key": secrets.token_hex(16)}
    return where | ports | {"signature_scheme": "hmac-sha256", "kernel_name": "python3"}


def receive(file):
    header = file.read(8)
    return file.read(struct.unpack(">Q", header)[0]) if header else None


def send(file, data):
    file.write(struct.pack(">Q", len(data)) + data)
    file.flush()


def packet(sock, seconds):
    return sock.recv(1 << 20) if select.select([sock], [], [], seconds)[0] else None


def serve(sock, namespace, publisher):
    """What the real thread does: fork for each order, answer in the fork, end it."""
    while order := sock.recv(1 << 16):
        if os.fork():
            continue
        try:
            kernel.after_fork_in_probe(publisher)
            if order == b"modules":
                answer = "\n".join(sys.modules)
            else:
                answer = repr(eval(order, namespace))
        except BaseException as error:
            answer = repr(error)
        finally:
            sock.send(answer.encode())
            os._exit(0)


def be_kernel(sock, connection, work):
    output = os.open(os.path.join(work, "printed"), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(work)

    def ready(namespace):
        arguments = (sock, namespace, kernel.plain_publisher())
        threading.Thread(target=serve, args=arguments, daemon=True).start()
        sock.send(b"ready")

    try:
        kernel.run_kernel(connection, work, ready, lambda: None)
    finally:
        os._exit(1)


def be_driver(sock, request, connection, pid):
    from grader.inside.notebook import run_cells
    from grader.inside.pace import Meter

    before, meter = set(sys.modules), Meter(pid)
    if request.no_signals:
        os.kill = forbidden
    record = run_cells(request.data, connection, pid, request.limits, meter)
    late = sorted(set(sys.modules) - before)
    sock.sendall(msgspec.msgpack.encode([record, late]))
    os._exit(0)


def forbidden(*arguments):
    raise PermissionError


def forked(run, *arguments):
    ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
    if run is be_driver:
        ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        try:
            run(theirs, *arguments)
        except BaseException as error:
            os.write(2, f"{run.__name__}: {error!r}\n".encode())
        finally:
            os._exit(1)
    theirs.close()
    return pid, ours


def drained(sock):
    data, deadline = b"", time.monotonic() + LONGEST_S
    while chunk := packet(sock, deadline - time.monotonic()):
        data += chunk
    return data


def grade(request, warm):
    with tempfile.TemporaryDirectory() as work:
        started = time.monotonic()
        connection = connection_in(work)
        pid, control = forked(be_kernel, connection, work)
        driver = 0
        try:
            assert packet(control, LONGEST_S) == b"ready"
            driver, result = forked(be_driver, request, connection, pid)
            data = drained(result)
            seconds = time.monotonic() - started
            answers = [asked(control, call.encode()) for call in request.calls]
            modules = (asked(control, b"modules") or "").split()
        finally:
            for process in filter(None, (pid, driver)):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
            control.close()
        record, late = (
            msgspec.msgpack.decode(data, type=tuple[msgspec.Raw, list[str]]) if data else (None, [])
        )
        late += sorted(set(modules) - set(sys.modules))
        printed = pathlib.Path(work, "printed").read_text()
        return Reply(record, answers, seconds, printed, late, warm)


def asked(control, order):
    with suppress(OSError):
        control.send(order)
        answer = packet(control, 1.0)
        return answer.decode() if answer else None


def main():
    torch.set_num_threads(1)
    exercise(training=True)
    kernel.warm()
    descriptors = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")[:-1]]
    warm = {"threads": os.listdir("/proc/self/task"), "descriptors": descriptors}
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while data := receive(sys.stdin.buffer):
        reply = grade(msgspec.msgpack.decode(data, type=Request), warm)
        send(replies, msgspec.msgpack.encode(reply))


if __name__ == "__main__":
    main()
