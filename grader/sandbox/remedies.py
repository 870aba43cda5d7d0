"""What to say, and what to type, where a layer cannot be had."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from grader.faults import UsageFault
from grader.sandbox import reach

_SETTINGS = (
    ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ("/proc/sys/kernel/unprivileged_userns_clone", "0", "1"),
    ("/proc/sys/user/max_user_namespaces", "0", "15000"),
)
_VIRTUAL = "multipass launch --name grader"
_IN_CONTAINER = ("/.dockerenv", "/run/.containerenv")
_KERNEL = "apt-get install linux-image-$(dpkg --print-architecture)"
_CONTAINER = (
    "docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
    "--cap-add SYS_ADMIN IMAGE"
)
WORDS = {
    "files": "hiding files (a mount namespace or Landlock)",
    "syscalls": "filtering system calls (seccomp)",
    "network": "keeping the network away",
    "containment": "containing processes",
    "user": "an unprivileged user",
}


def demand_linux() -> None:
    """Grading needs Linux in every mode: hosts are started and ended by means that it alone has.

    Raises:
        UsageFault: this is another system; says where to grade, and what works here.
    """
    if sys.platform != "linux":
        raise UsageFault(
            f"grader run needs Linux, and this is {sys.platform}. To have a machine for it: "
            f"{_VIRTUAL}. Students' own grader check works here too."
        )


def sentence(missing: tuple[str, ...], faults: tuple[str, ...] = ()) -> str:
    """Which layers are missing, what mends it, and how to go on without."""
    lacking = ", ".join(WORDS[name] for name in missing)
    tried = f" ({faults[0]})" if faults else ""
    return (
        f"This machine cannot isolate hostile code; lacking: {lacking}{tried}. "
        f"To mend it: {command(missing)}. To grade trusted code all the same: --sandbox best-effort"
    )


def command(missing: tuple[str, ...]) -> str:
    """The one command that mends most of it, ready to be typed; why, in brackets behind it."""
    if sys.platform != "linux":
        return f"{_VIRTUAL} (a Linux machine to grade in; {sys.platform} has none of the layers)"
    if "syscalls" in missing and not _library():
        return _install_library()
    closed = reach.unreachable(reach.interpreter()) if os.geteuid() == 0 else None
    if closed and not shutil.which("bwrap"):
        return f"apt-get install bubblewrap (other users cannot reach this Python: {closed})"
    for path, bad, good in _SETTINGS:
        if _read(path) == bad:
            setting = path.removeprefix("/proc/sys/").replace("/", ".")
            return _as_root(f"sysctl -w {setting}={good}")
    if not shutil.which("bwrap"):
        return _as_root("apt-get install bubblewrap")
    if closed:
        return f"chmod o+x {closed} (other users cannot pass it on their way to this Python)"
    if any(os.path.exists(path) for path in _IN_CONTAINER):
        return f"{_CONTAINER} (start the container so; its own profile forbids namespaces)"
    return _as_root(f"{_KERNEL} (and start it: Linux has Landlock from 5.13 on)")


def _install_library() -> str:
    if importlib.util.find_spec("pyseccomp") is None:
        return f"{sys.executable} -m pip install pyseccomp"
    return _as_root("apt-get install libseccomp2")


def _as_root(typed: str) -> str:
    return typed if os.geteuid() == 0 else f"sudo {typed}"


def _library() -> bool:
    try:
        import pyseccomp  # noqa: F401 - whether it is there
    except (ImportError, OSError, RuntimeError):
        return False
    return True


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except OSError:
        return ""
