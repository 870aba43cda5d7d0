"""Landlock: what a process and all its children may open, as a list of grants.

ABI 1 brought files, 2 renames between folders, 3 truncation, 4 TCP, 5 control of devices and 6 the
scopes (signals and abstract sockets stay inside the sandbox). Not restricted by it: stat, chdir
and connecting to a UNIX socket that has a path (for those are the filter and the mount namespace).
Source: linux/include/uapi/linux/landlock.h.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

from . import system

_EXECUTE, _WRITE, _READ, _READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _CONTROL = 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE | _CONTROL
_LAST_RIGHT = {1: 12, 2: 13, 3: 14, 4: 14}  # highest bit known to that ABI; 15 from 5 on
_TCP_BIND_AND_CONNECT = 0b11
_SCOPE_SOCKETS_AND_SIGNALS = 0b11
_MAKE_DEVICES = 1 << 6 | 1 << 11  # character and block devices

READ = _EXECUTE | _READ | _READ_FOLDER
LIST = _READ_FOLDER
DEVICE = _READ | _WRITE | _CONTROL
PLAIN_DEVICE = _READ | _WRITE
NEWEST = 6


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scope", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def abi() -> int:
    """The kernel's Landlock ABI as far as this file knows it; 0 where there is none."""
    try:
        version = system.syscall(
            "landlock_create_ruleset", system.SYS_LANDLOCK_CREATE_RULESET, None, 0, 1
        )
    except OSError:
        return 0
    return min(version, NEWEST)


def every_right(version: int) -> int:
    """All rights on files and folders that ABI `version` can withhold."""
    return (1 << (_LAST_RIGHT.get(version, 15) + 1)) - 1


def all_but_devices(version: int) -> int:
    """What a private folder is granted: everything but making or controlling devices."""
    return every_right(version) & ~_MAKE_DEVICES & ~_CONTROL


def restrict(version: int, grants: Iterable[tuple[str, int]]) -> None:
    """Withhold every right but `grants` (path, rights) from the caller's thread and its children.

    Paths that do not exist are skipped; no_new_privs must be set. Raises OSError.
    """
    ruleset = _create(version)
    known = every_right(version)
    for path, rights in grants:
        _allow(ruleset, path, rights & known)
    system.syscall("landlock_restrict_self", system.SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _create(version: int) -> int:
    wanted = _Ruleset(
        every_right(version),
        _TCP_BIND_AND_CONNECT if version >= 4 else 0,
        _SCOPE_SOCKETS_AND_SIGNALS if version >= 6 else 0,
    )
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    return system.syscall(
        "landlock_create_ruleset",
        system.SYS_LANDLOCK_CREATE_RULESET,
        ctypes.byref(wanted),
        size,
        0,
    )


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    if not stat.S_ISDIR(os.fstat(handle).st_mode):
        rights &= _OF_FILES
    beneath = _PathBeneath(rights, handle)
    below_path = 1
    system.syscall(
        f"landlock_add_rule {path}",
        system.SYS_LANDLOCK_ADD_RULE,
        ruleset,
        below_path,
        ctypes.byref(beneath),
        0,
    )
    os.close(handle)
