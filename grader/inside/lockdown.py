"""Theory of operation: how a warm host turns into a process that can safely run student code.

    host H   drop_user    once, before torch is imported; never runs student code
      A      enter        fresh namespaces and temporary folders; its next fork is PID 1 in there
        W    settle       the warden: own /proc, dies with A, cannot be traced
          C  lock         limits, no capabilities, no_new_privs, Landlock, seccomp; then the student

Each step only takes away. What cannot be applied raises, and the caller must then end the process
without reading a byte of the submission. A notebook kernel binds its sockets between
`lock_before_threads` and `lock_threads`, since the filter may deny making sockets at all; that
filter is then put on all its threads at once.

The driver is our own code that talks to a kernel of the student's: it may also connect to sockets.

Without namespaces A is a subreaper and the work folder is an ordinary private one: once all
processes of a submission are gone the host calls `wipe`.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import tempfile
from typing import Literal

from . import landlock, namespaces, system
from .plan import MIB, PRIVATE, Limits, Plan

Program = Literal["module", "kernel", "driver"]

_PLAIN_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_STACK_BYTES = 8 * MIB
_MEANWHILE = 32  # threads


def drop_user(plan: Plan) -> None:
    """Become the unprivileged user of the plan, for good; die with the thread that started us.

    In bubblewrap as root, /proc is mounted anew first: bubblewrap covers parts of its own, and the
    kernel refuses further mounts of a /proc that is partly covered.
    """
    if plan.uid is not None and plan.gid is not None:
        if plan.boxed:
            system.mount("proc", "/proc", "proc", system.MS_NOSUID | system.MS_NODEV)
        os.setgroups([])
        os.setresgid(plan.gid, plan.gid, plan.gid)
        os.setresuid(plan.uid, plan.uid, plan.uid)
    if plan.uid is not None or plan.boxed or plan.namespaces or plan.landlock or plan.seccomp:
        system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)
        system.prctl(system.PR_SET_DUMPABLE, 0)


def enter(plan: Plan, limits: Limits) -> str:
    """Leave the host's world; returns the work folder (mode 0700, the current folder from now on).

    TMPDIR and HOME are set to folders below it. Raises OSError.
    """
    system.prctl(system.PR_SET_CHILD_SUBREAPER, 1)
    if plan.namespaces:
        namespaces.fresh(plan, limits)
        work = "/tmp/submission"
        os.mkdir(work, 0o700)
    else:
        work = os.path.realpath(tempfile.mkdtemp(prefix=_prefix(os.getppid())))
    for variable, name in (("TMPDIR", ".tmp"), ("HOME", ".home")):
        os.mkdir(f"{work}/{name}", 0o700)
        os.environ[variable] = f"{work}/{name}"
    tempfile.tempdir = None  # computed once for each process: forget the host's
    os.chdir(work)
    return work


def settle(plan: Plan) -> None:
    """In the warden: die with the parent, own the orphans, and be out of the student's reach."""
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)
    if plan.namespaces:
        namespaces.own_proc()
    else:
        system.prctl(system.PR_SET_CHILD_SUBREAPER, 1)
    system.prctl(system.PR_SET_DUMPABLE, 0)


def lock(plan: Plan, limits: Limits, work: str, program: Program) -> None:
    """All layers, in a process with one thread, before any byte of the student's is read."""
    lock_before_threads(plan, limits, work)
    lock_threads(plan, program)


def lock_before_threads(plan: Plan, limits: Limits, work: str) -> None:
    """Limits, capabilities, no_new_privs and files: what a thread made later inherits.

    The process is made dumpable again, for the warden to measure its memory: others cannot see it,
    and no one who runs student code may trace.
    """
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)
    system.prctl(system.PR_SET_DUMPABLE, 1)
    with contextlib.suppress(OSError):  # only decides who goes first when the machine is full
        _write("/proc/self/oom_score_adj", "1000")
    _limit(plan, limits)
    if plan.namespaces or plan.landlock or plan.seccomp:
        system.drop_capabilities()
        system.prctl(system.PR_SET_NO_NEW_PRIVS, 1)
    if plan.landlock:
        landlock.restrict(plan.landlock, _grants(plan, work))


def lock_threads(plan: Plan, program: Program = "kernel") -> None:
    """The system-call filter, on every thread that exists."""
    filters = {
        "module": plan.seccomp,
        "kernel": plan.seccomp_kernel,
        "driver": plan.seccomp_driver,
    }
    if filters[program]:
        system.install_filter(filters[program])


def wipe(plan: Plan) -> None:
    """In the host, after a submission: remove the files that it left where they are no tmpfs.

    Call it when no process of the submission is left. With namespaces there is nothing to do.
    """
    if plan.namespaces:
        return
    folder, mine = tempfile.gettempdir(), _prefix(os.getpid())
    for name in os.listdir(folder):
        if name.startswith(mine):
            _remove(os.path.join(folder, name))
    for shared in _shared_memory(plan):
        for name in os.listdir(shared):
            _remove(os.path.join(shared, name))


def _prefix(host: int) -> str:
    return f"grader-{host}-"


def _remove(path: str) -> None:
    """Remove what a student left, whatever its modes and however deep; links are not followed.

    By the system's programs: Python's own follow no path that is longer than a path may be.
    """
    if os.lstat(path).st_uid != os.geteuid():
        return
    for words in (("chmod", "-R", "u+rwx"), ("rm", "-rf")):
        subprocess.run([*words, "--", path], capture_output=True, check=False)


def _grants(plan: Plan, work: str) -> list[tuple[str, int]]:
    grants = [(path, landlock.READ) for path in plan.readable]
    grants += [(path, landlock.LIST) for path in plan.listed]
    grants += [(path, landlock.PLAIN_DEVICE) for path in _PLAIN_DEVICES]
    grants += [(path, landlock.DEVICE) for path in plan.devices]
    private = (work, *PRIVATE) if plan.namespaces else (work, *_shared_memory(plan))
    return grants + [(path, landlock.all_but_devices(plan.landlock)) for path in private]


def _shared_memory(plan: Plan) -> tuple[str, ...]:
    """/dev/shm is granted only where it belongs to this slot alone."""
    return ("/dev/shm",) if plan.boxed else ()


def _limit(plan: Plan, limits: Limits) -> None:
    """Hard = soft: what is lowered here cannot be raised again."""
    wanted = {
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_STACK: _STACK_BYTES,
        resource.RLIMIT_CORE: 1,  # not 0: a crash handler that reads a pipe ignores 0, but not 1
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_RTPRIO: 0,
    }
    if os.getuid() != 0:
        wanted[resource.RLIMIT_NPROC] = limits.processes + _neighbours(plan) + meanwhile(plan)
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def meanwhile(plan: Plan) -> int:
    """Threads that others of this user may start while a submission is graded.

    Whoever sits at the keyboard must not take them from a submission, which may have them instead.
    """
    return 0 if plan.namespaces else _MEANWHILE


def _neighbours(plan: Plan) -> int:
    """Threads of this user that are no part of the submission.

    RLIMIT_NPROC counts a user's threads: in a user namespace those of the submission only, without
    one those of the host, of other slots and of the person at the keyboard too.
    """
    if plan.namespaces:
        return 0
    me, count = os.getuid(), 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if os.stat(f"/proc/{name}").st_uid == me or _owner(name) == me:
                count += len(os.listdir(f"/proc/{name}/task"))
    return count


def _owner(pid: str) -> int:
    """Real user of a process that is not dumpable (its folder in /proc is root's)."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        line = next(line for line in file if line.startswith("Uid:"))
    return int(line.split()[1])


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
