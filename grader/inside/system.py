"""The few system calls that the standard library lacks, each raising OSError when it fails."""

from __future__ import annotations

import ctypes
import os
import platform

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

ARM = platform.machine() == "aarch64"
SYS_PIVOT_ROOT = 41 if ARM else 155
SYS_PTRACE = 117 if ARM else 101
SYS_PROCESS_VM_READV = 270 if ARM else 310
SYS_SECCOMP = 277 if ARM else 317
SYS_MOUNT_SETATTR = 442  # from here on the numbers are the same everywhere
SYS_LANDLOCK_CREATE_RULESET = 444
SYS_LANDLOCK_ADD_RULE = 445
SYS_LANDLOCK_RESTRICT_SELF = 446

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def checked(result: int, what: str) -> int:
    """`result`, or an OSError that names `what` when it is negative."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(name: str, number: int, *args: object) -> int:
    """A raw system call; ints are passed as 64 bits. Raises OSError naming `name`."""
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    return checked(_libc.syscall(ctypes.c_long(number), *wide), name)


def prctl(option: int, value: int = 0, third: int = 0) -> int:
    """Change a property of this process; unused arguments are passed as the 0 that is asked for."""
    wide = [ctypes.c_ulong(v) for v in (value, third, 0, 0)]
    return checked(_libc.prctl(ctypes.c_int(option), *wide), f"prctl({option})")


def unshare(flags: int) -> None:
    """Move the caller into fresh namespaces."""
    checked(_libc.unshare(ctypes.c_int(flags)), f"unshare({flags:#x})")


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """Mount a file system, or with flags change how one is mounted."""
    texts = [os.fsencode(text) or None for text in (source, target, kind)]
    wide = ctypes.c_ulong(flags)
    checked(_libc.mount(*texts, wide, data.encode() or None), f"mount {kind or source} {target}")


def unmount(target: str) -> None:
    """Detach a mount and everything below it."""
    done = _libc.umount2(os.fsencode(target), ctypes.c_int(MNT_DETACH))
    checked(done, f"umount {target}")


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def drop_capabilities() -> None:
    """Empty every capability set, the bounding and ambient ones too, for good."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break  # past the last one, or an ordinary user: no_new_privs lets that one gain none
    header = _CapabilityHeader(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    checked(_libc.capset(ctypes.byref(header), ctypes.byref(nothing)), "capset")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def install_filter(program: bytes) -> None:
    """Install a seccomp BPF program on every thread of the caller (no_new_privs must be set)."""
    set_mode_filter, tsync, instruction = 1, 1, 8
    record = _Program(len(program) // instruction, program)
    thread = syscall("seccomp", SYS_SECCOMP, set_mode_filter, tsync, ctypes.byref(record))
    if thread:
        raise OSError(f"seccomp: thread {thread} could not be filtered")
