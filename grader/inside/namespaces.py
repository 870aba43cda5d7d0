"""Fresh namespaces for one submission: its own users, mounts, PIDs, IPC, network and host name.

A process enters them with `fresh`; its next fork is PID 1 of the new PID namespace and calls
`own_proc`. Nothing made here outlives that PID 1: mounts, queues, shared memory and the network
are gone with the last process.
"""

from __future__ import annotations

import ctypes
import os
import socket
from collections.abc import Iterable

from . import system
from .plan import PRIVATE, Limits, Plan, ways

_FRESH = (
    system.CLONE_NEWUSER
    | system.CLONE_NEWNS
    | system.CLONE_NEWPID
    | system.CLONE_NEWIPC
    | system.CLONE_NEWNET
    | system.CLONE_NEWUTS
)
_QUIET = system.MS_NOSUID | system.MS_NODEV
_BYTES_AN_INODE = 8192
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def fresh(plan: Plan, limits: Limits) -> None:
    """Enter fresh namespaces as the same user, with private temporary folders.

    Outside bubblewrap the whole tree of files is replaced too: only what the plan names is left.
    """
    uid, gid = os.geteuid(), os.getegid()
    system.prctl(system.PR_SET_DUMPABLE, 1)  # else /proc/self is root's and the maps cannot be set
    system.unshare(_FRESH)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")
    system.prctl(system.PR_SET_DUMPABLE, 0)
    system.mount("", "/", flags=system.MS_REC | system.MS_PRIVATE)
    if not plan.boxed:
        _view(plan)
    for folder in PRIVATE:
        if os.path.isdir(folder):
            private(folder, limits.tmp_bytes, plan.readable)


def private(folder: str, size: int, readable: Iterable[str] = ()) -> None:
    """Mount a new tmpfs of at most `size` bytes, empty but for what of `readable` lies there.

    That is shown in read-only file systems: else its folders could be renamed, and others be put
    in their place.
    """
    inodes = max(size // _BYTES_AN_INODE, 64)
    held = _hold(path for path in readable if path.startswith(f"{folder}/"))
    system.mount("tmpfs", folder, "tmpfs", _QUIET, f"size={size},nr_inodes={inodes},mode=1777")
    passed = ways(held)
    for way in passed:
        os.mkdir(way)
        system.mount("tmpfs", way, "tmpfs", _QUIET, "size=1m,mode=755")
    _show("", held)
    for way in passed:
        _read_only(way)


def own_proc() -> None:
    """In PID 1: mount the /proc of the new PID namespace, and forget the machine's name."""
    system.mount("proc", "/proc", "proc", _QUIET | system.MS_NOEXEC)
    socket.sethostname("sandbox")


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _view(plan: Plan) -> None:
    """Make a new root that holds only what the plan names, and forget the old one."""
    root = "/tmp"
    held = _hold((*plan.readable, *_DEVICES, *plan.devices))
    system.mount("tmpfs", root, "tmpfs", _QUIET, "size=1m,mode=755")
    _show(root, held)
    for path in plan.hidden:
        _mask(root, path)
    for folder in PRIVATE:
        os.makedirs(root + folder, exist_ok=True)
    os.makedirs(f"{root}/proc", exist_ok=True)
    system.mount("/proc", f"{root}/proc", flags=system.MS_BIND | system.MS_REC)
    os.chdir(root)
    system.syscall("pivot_root", system.SYS_PIVOT_ROOT, b".", b".")
    system.unmount(".")
    os.chdir("/")
    system.mount("", "/", flags=system.MS_REMOUNT | system.MS_BIND | system.MS_RDONLY | _QUIET)


def _hold(paths: Iterable[str]) -> dict[str, int | str]:
    """Handles by which files and folders are reached when something is mounted over them.

    Of a link, where it leads.
    """
    return {
        path: os.readlink(path) if os.path.islink(path) else os.open(path, os.O_PATH)
        for path in paths
        if os.path.exists(path) and not path.startswith("/proc")
    }


def _show(root: str, held: dict[str, int | str]) -> None:
    """Bind each path at the same place below `root`, read-only; links stay links."""
    for path, handle in held.items():
        target = root + path
        if not os.path.lexists(target):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if isinstance(handle, str):
                os.symlink(handle, target)
            else:
                _bind(handle, target, read_only=not path.startswith("/dev/"))
        if isinstance(handle, int):
            os.close(handle)


def _bind(handle: int, target: str, *, read_only: bool) -> None:
    source = f"/proc/self/fd/{handle}"
    if os.path.isdir(source):
        os.mkdir(target)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    system.mount(source, target, flags=system.MS_BIND | system.MS_REC)
    if read_only:
        _read_only(target)


def _mask(root: str, path: str) -> None:
    """Put nothing where something hidden is."""
    target = root + path
    if os.path.isdir(target):
        system.mount("tmpfs", target, "tmpfs", _QUIET, "size=4k,mode=000")
    elif os.path.exists(target):
        system.mount("/dev/null", target, flags=system.MS_BIND)


def _read_only(target: str) -> None:
    """Make a mount and all mounts below it read-only."""
    recursive, attribute_read_only, size = 0x8000, 1, 32
    wanted = (ctypes.c_uint64 * 4)(attribute_read_only, 0, 0, 0)
    system.syscall(
        f"mount_setattr {target}",
        system.SYS_MOUNT_SETATTR,
        -100,
        os.fsencode(target),
        recursive,
        ctypes.byref(wanted),
        size,
    )
