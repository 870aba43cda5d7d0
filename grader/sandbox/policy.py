"""The system-call filters, built once on the trusted side with libseccomp and sent in as bytes.

A list of what is denied, not of what is allowed: torch, BLAS and Python use some 150 calls, which
differ by machine, and a right solution that meets a denied call would lose points. What is denied
fails with EPERM, so that a student gets an OSError with the line of their file, not a dead process.
clone3 passes its flags by pointer, where no filter can see them: it answers ENOSYS, and the C
library falls back to clone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import tempfile
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import pyseccomp

_OTHER_PROCESSES = "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease \
pidfd_getfd kcmp migrate_pages move_pages"
_MOUNTS = "mount umount umount2 pivot_root chroot fsopen fsconfig fsmount fspick move_mount \
open_tree mount_setattr open_by_handle_at name_to_handle_at quotactl quotactl_fd fanotify_init"
_NAMESPACES = "unshare setns setdomainname sethostname"
_KERNEL = "bpf kexec_load kexec_file_load init_module finit_module delete_module reboot swapon \
swapoff syslog acct iopl ioperm vhangup lookup_dcookie perf_event_open userfaultfd personality \
settimeofday clock_settime clock_adjtime adjtimex stime nfsservctl uselib ustat modify_ldt"
_KEYS = "add_key request_key keyctl"
_RINGS = "io_uring_setup io_uring_enter io_uring_register io_setup io_submit"
# Memory that no process's resident size shows, so that the watchdog would not see it.
_UNSEEN_MEMORY = "shmget shmat msgget msgsnd semget mq_open memfd_secret"
_ALWAYS = " ".join((_OTHER_PROCESSES, _MOUNTS, _NAMESPACES, _KERNEL, _KEYS, _RINGS, _UNSEEN_MEMORY))
# Where PIDs are shared, a user's processes reach each other by number.
_SIGNALS = "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal"
_PRIORITIES = "setpriority ioprio_set"
_OWNERS = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX: a file that signals whom it is told to
_OWNERS_BY_IOCTL = (0x8901, 0x8902)
# What Landlock does not look at: modes, owners, times and attributes of the user's own files.
_ATTRIBUTES = "chmod fchmod fchmodat fchmodat2 chown lchown fchown fchownat utime utimes futimesat \
utimensat setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr setxattrat truncate"
# Landlock does not look at these either: they tell of the names of files that cannot be read.
_WATCHES = "inotify_init inotify_init1 inotify_add_watch"
_BY_PID = "sched_setaffinity sched_setattr sched_setparam"

_NEW_NAMESPACES = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 1 << 30)
_TERMINAL = (0x5412, 0x541C)  # TIOCSTI and TIOCLINUX put keys into someone's terminal
_PR_SET_DUMPABLE = 4


class Programs(msgspec.Struct, frozen=True):
    """BPF programs for what a submission consists of (`grader.inside.lockdown.Program`)."""

    module: bytes
    kernel: bytes
    driver: bytes


class Place(msgspec.Struct, frozen=True):
    """What the other layers already take care of."""

    namespaces: bool
    """Nobody else's PIDs, sockets or files are there at all."""
    own_view: bool
    """All that is not the submission's own is mounted read-only."""
    scoped: bool
    """Landlock keeps signals inside (ABI 6)."""


def programs(place: Place) -> Programs:
    """All filters.

    With namespaces UNIX sockets may be made, since there is nothing to connect to but the
    submission's own (DataLoader workers need them); without, only the driver may.

    Raises:
        RuntimeError: libseccomp is missing; says what to install.
    """
    try:
        import pyseccomp  # noqa: F401 - whether it is there
    except (ImportError, OSError, RuntimeError) as fault:
        raise RuntimeError("libseccomp is missing: apt-get install libseccomp2") from fault
    ours = _export(place, unix=True)
    theirs = ours if place.namespaces else _export(place, unix=False)
    return Programs(module=theirs, kernel=theirs, driver=ours)


def _export(place: Place, *, unix: bool) -> bytes:
    import pyseccomp as lib

    rules = lib.SyscallFilter(lib.ALLOW)
    with contextlib.suppress(OSError, ValueError):
        rules.set_attr(lib.Attr.CTL_OPTIMIZE, 2)  # a binary tree: few comparisons for each call
    _deny(rules, _ALWAYS)
    _deny_arguments(rules)
    _deny_sockets(rules, unix=unix)
    if not place.namespaces:
        _deny_neighbours(rules, place.scoped)
    if not (place.namespaces or place.own_view):
        _deny_attributes(rules)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _deny(rules: pyseccomp.SyscallFilter, names: str) -> None:
    import pyseccomp as lib

    for name in names.split():
        with contextlib.suppress(OSError, ValueError):  # unknown to this machine or library
            rules.add_rule(lib.ERRNO(errno.EPERM), name)


def _deny_arguments(rules: pyseccomp.SyscallFilter) -> None:
    """Calls that are harmless but for some arguments."""
    import pyseccomp as lib

    denied = lib.ERRNO(errno.EPERM)
    rules.add_rule(lib.ERRNO(errno.ENOSYS), "clone3")
    rules.add_rule(lib.ERRNO(errno.ENOSYS), "memfd_create")  # unseen memory; callers fall back
    for flag in _NEW_NAMESPACES:
        rules.add_rule(denied, "clone", lib.Arg(0, lib.MASKED_EQ, flag, flag))
    for request in _TERMINAL:
        rules.add_rule(denied, "ioctl", lib.Arg(1, lib.MASKED_EQ, 0xFFFFFFFF, request))
    rules.add_rule(denied, "prlimit64", lib.Arg(0, lib.NE, 0))
    rules.add_rule(denied, "prctl", lib.Arg(0, lib.EQ, _PR_SET_DUMPABLE))


def _deny_sockets(rules: pyseccomp.SyscallFilter, *, unix: bool) -> None:
    """All families but AF_UNIX, or all; pairs stay.

    Of pairs, datagrams go too where UNIX sockets do: they can be sent to any address.
    """
    import pyseccomp as lib

    denied = lib.ERRNO(errno.EPERM)
    if unix:
        rules.add_rule(denied, "socket", lib.Arg(0, lib.NE, socket.AF_UNIX))
        return
    rules.add_rule(denied, "socket")
    rules.add_rule(denied, "connect")
    rules.add_rule(denied, "socketpair", lib.Arg(1, lib.MASKED_EQ, 0xF, socket.SOCK_DGRAM))


def _deny_neighbours(rules: pyseccomp.SyscallFilter, scoped: bool) -> None:
    """Reaching processes of the same user by number."""
    import pyseccomp as lib

    denied = lib.ERRNO(errno.EPERM)
    _deny(rules, _PRIORITIES)
    for name in _BY_PID.split():
        rules.add_rule(denied, name, lib.Arg(0, lib.NE, 0))
    # The ordinary class stays: zmq's threads set it by their own number, and abort without.
    others = (lib.Arg(0, lib.NE, 0), lib.Arg(1, lib.NE, os.SCHED_OTHER))
    rules.add_rule(denied, "sched_setscheduler", *others)
    if not scoped:
        _deny(rules, _SIGNALS)
        for command in _OWNERS:
            rules.add_rule(denied, "fcntl", lib.Arg(1, lib.MASKED_EQ, 0xFFFFFFFF, command))
        for request in _OWNERS_BY_IOCTL:
            rules.add_rule(denied, "ioctl", lib.Arg(1, lib.MASKED_EQ, 0xFFFFFFFF, request))


def _deny_attributes(rules: pyseccomp.SyscallFilter) -> None:
    """Harming files of the same user, or watching others', without opening them."""
    import pyseccomp as lib

    _deny(rules, _ATTRIBUTES)
    _deny(rules, _WATCHES)
    rules.add_rule(lib.ERRNO(errno.ENOSYS), "openat2")  # its flags lie where no filter sees them
    for name, position in (("open", 1), ("openat", 2)):
        emptying = lib.Arg(position, lib.MASKED_EQ, os.O_TRUNC | os.O_ACCMODE, os.O_TRUNC)
        with contextlib.suppress(OSError, ValueError):  # some machines have no open
            rules.add_rule(lib.ERRNO(errno.EPERM), name, emptying)
