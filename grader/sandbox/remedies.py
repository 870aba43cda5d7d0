"""What to say, and what to type, where a layer cannot be had."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from grader.sandbox import reach

_SETTINGS = (
    ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ("/proc/sys/kernel/unprivileged_userns_clone", "0", "1"),
    ("/proc/sys/user/max_user_namespaces", "0", "15000"),
)
WORDS = {
    "files": "hiding files (a mount namespace or Landlock)",
    "syscalls": "filtering system calls (seccomp)",
    "network": "keeping the network away",
    "containment": "containing processes",
    "user": "an unprivileged user",
}


def sentence(missing: tuple[str, ...], faults: tuple[str, ...] = ()) -> str:
    """Which layers are missing, what mends it, and how to go on without."""
    lacking = ", ".join(WORDS[name] for name in missing)
    tried = f" ({faults[0]})" if faults else ""
    return (
        f"This machine cannot isolate hostile code; lacking: {lacking}{tried}. "
        f"To mend it: {command(missing)}. To grade trusted code all the same: --sandbox best-effort"
    )


def command(missing: tuple[str, ...]) -> str:
    """The one command or change that mends most of it."""
    if "syscalls" in missing and not _library():
        return "apt-get install libseccomp2"
    closed = reach.unreachable(reach.interpreter()) if os.geteuid() == 0 else None
    if closed and not shutil.which("bwrap"):
        return f"apt-get install bubblewrap (other users cannot reach this Python: {closed})"
    for path, bad, good in _SETTINGS:
        if _read(path) == bad:
            setting = path.removeprefix("/proc/sys/").replace("/", ".")
            return f"sudo sysctl {setting}={good}"
    if not shutil.which("bwrap"):
        return "apt-get install bubblewrap"
    return "run on Linux 5.13 or newer, outside a container or in one that allows user namespaces"


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
