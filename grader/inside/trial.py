"""A rehearsal without a student: sets up all layers of a plan, attacks them, says what happened.

`grader doctor` shows these findings, and `grader run` believes nothing else: a version number does
not tell whether a container, a security module or a setting stands in the way.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import NoReturn

import msgspec

from . import lockdown, system
from .plan import Limits, Plan
from .processes import everyone, sweep

LIMITS = Limits(file_bytes=1 << 16, processes=12, open_files=64, tmp_bytes=1 << 20, cpu_s=10)
_NOTHING_DENIED = "nothing stopped it"
_RUNAWAYS = 120  # more than any plan lets through


class Task(msgspec.Struct, frozen=True):
    """What to rehearse, and what must not be reached."""

    plan: Plan
    canary: str
    """A file outside that anybody may read."""
    neighbour: int
    """A process outside, by the number it has there."""
    variables: list[str]
    """Names that the environment may have."""


class Finding(msgspec.Struct, frozen=True):
    """One attack."""

    layer: str
    tried: str
    happened: str
    held: bool


class Report(msgspec.Struct, frozen=True):
    """All attacks; or at which step the layers could not be set up, and why."""

    findings: list[Finding] = []
    fault: str = ""


def main() -> NoReturn:
    """Read a task from standard input, write a report to standard output."""
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)
    try:
        lockdown.drop_user(task.plan)
        _interpreter()
        report = msgspec.msgpack.decode(_forked(lambda: _enter(task)), type=Report)
        lockdown.wipe(task.plan)
    except Exception as error:
        report = Report(fault=f"{type(error).__name__}: {error}")
    sys.stdout.buffer.write(msgspec.msgpack.encode(report))
    sys.stdout.flush()
    os._exit(0)


def _interpreter() -> None:
    """The user that we became must still reach the interpreter and its packages."""
    with open(sys.executable, "rb"), open(os.__file__, "rb"):
        pass
    if importlib.util.find_spec("torch") is None:
        raise ModuleNotFoundError("torch is not to be found by the unprivileged user")


def _forked(work: Callable[[], bytes]) -> bytes:
    """What `work` answers in a fork of this process; a `Report` of its fault if it raises."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(write, work())
        except BaseException as error:
            fault = f"{type(error).__name__}: {error}"
            os.write(write, msgspec.msgpack.encode(Report(fault=fault)))
        finally:
            os._exit(0)
    os.close(write)
    with open(read, "rb") as file:
        answer = file.read(1 << 20)
    os.waitpid(pid, 0)
    return answer


def _enter(task: Task) -> bytes:
    work = lockdown.enter(task.plan, LIMITS)
    answer = _forked(lambda: _settle(task, work))
    if not task.plan.namespaces:
        sweep()
    return answer


def _settle(task: Task, work: str) -> bytes:
    """The warden's part: what the student's process leaves behind must be found and ended."""
    lockdown.settle(task.plan)
    report = msgspec.msgpack.decode(_student(task, work), type=Report)
    if report.fault:
        return msgspec.msgpack.encode(report)
    runaways = len(everyone())
    sweep()
    left = len(everyone())
    found = f"{runaways} found, {left} left after the sweep"
    ended = Finding("containment", "leave daemons behind", found, runaways > 0 and left == 0)
    return msgspec.msgpack.encode(Report([*report.findings, ended]))


def _student(task: Task, work: str) -> bytes:
    """The student's part. One message is read, not up to the end: daemons hold the socket open."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork() == 0:
        try:
            lockdown.lock(task.plan, LIMITS, work, "module")
            report = Report([finding for attack in ATTACKS for finding in attack(task)])
        except BaseException as error:
            report = Report(fault=f"{type(error).__name__}: {error}")
        theirs.send(msgspec.msgpack.encode(report))
        os._exit(0)
    theirs.close()
    ours.settimeout(10)
    return ours.recv(1 << 18)


def _attack(layer: str, tried: str, act: Callable[[], object]) -> Finding:
    """An attack that must end in an OSError."""
    try:
        act()
    except OSError as error:
        return Finding(layer, tried, errno.errorcode.get(error.errno or 0, str(error)), True)
    return Finding(layer, tried, _NOTHING_DENIED, False)


def _files(task: Task) -> list[Finding]:
    def overwrite() -> None:
        with open(os.__file__, "ab"):
            pass

    return [
        _attack("files", "read a file outside", lambda: open(task.canary, "rb").close()),
        _attack("files", "change the interpreter", overwrite),
    ]


def _in_a_fork(act: Callable[[], object]) -> None:
    """What would change this process where nothing stops it: traced, it halts at a signal.

    Raises:
        OSError: the fork's own.
    """
    pid = os.fork()
    if pid == 0:
        code = 255
        try:
            act()
            code = 0
        except OSError as error:
            code = error.errno or code
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code:
        raise OSError(code, os.strerror(code))


def _calls(task: Task) -> list[Finding]:
    def trace() -> None:
        system.syscall("ptrace", system.SYS_PTRACE, 0)

    def unshare() -> None:
        system.unshare(system.CLONE_NEWUSER)

    peek = (system.SYS_PROCESS_VM_READV, os.getppid(), None, 0, None, 0, 0)
    free = system.prctl(39) == 0
    return [
        _attack("syscalls", "trace", lambda: _in_a_fork(trace)),
        _attack("syscalls", "read another's memory", lambda: system.syscall("peek", *peek)),
        _attack("syscalls", "make namespaces", lambda: _in_a_fork(unshare)),
        Finding("syscalls", "gain privileges", "allowed" if free else "no_new_privs", not free),
    ]


def _network(task: Task) -> list[Finding]:
    return [
        _attack("network", "make an internet socket", lambda: socket.socket().close()),
        _attack("network", "make a packet socket", lambda: socket.socket(socket.AF_PACKET).close()),
    ]


def _user(task: Task) -> list[Finding]:
    uid = os.getuid()
    return [
        Finding("user", "be root", f"user {uid}", uid != 0),
        _attack("user", "become root", lambda: os.setuid(0)),
    ]


def _environment(task: Task) -> list[Finding]:
    known = {*task.variables, "TMPDIR", "HOME", "LC_CTYPE", "PWD"}
    more = sorted(set(os.environ) - known)
    return [Finding("environment", "read variables of the caller", f"{len(more)} seen", not more)]


def _neighbours(task: Task) -> list[Finding]:
    return [
        _attack("containment", "signal a process outside", lambda: os.kill(task.neighbour, 0)),
        _attack(
            "containment",
            "look into a process outside",
            lambda: open(f"/proc/{task.neighbour}/maps", "rb").close(),
        ),
    ]


def _limits(task: Task) -> list[Finding]:
    def flood() -> None:
        with open("flood", "wb", buffering=0) as file:
            for _ in range(2):
                file.write(bytes(LIMITS.file_bytes))

    return [_attack("limits", "write a large file", flood), _forks()]


def _forks() -> Finding:
    """Last of all: the daemons that it leaves are the warden's to find."""
    for count in range(_RUNAWAYS):
        try:
            pid = os.fork()
        except OSError as error:
            held = errno.errorcode.get(error.errno or 0, "")
            return Finding("limits", "fork without end", f"{held} after {count}", True)
        if pid == 0:
            os.setsid()
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(20)
            os._exit(0)
    return Finding("limits", "fork without end", f"{_RUNAWAYS} went through", False)


ATTACKS = (_files, _calls, _network, _user, _environment, _neighbours, _limits)
