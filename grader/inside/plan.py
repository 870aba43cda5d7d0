"""What the trusted side decided about the sandbox, in the form that the untrusted side is told.

Both records are computed once, on the trusted side, and travel as plain data: nothing inside
probes, guesses or falls back on its own. A layer that a plan promises is applied or the process
that should have been locked down never runs a byte of the student's.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

MIB = 1 << 20
PRIVATE = ("/tmp", "/var/tmp", "/dev/shm")  # each submission's own, where that can be had


def ways(paths: Collection[str]) -> list[str]:
    """The first folders in private ones on the way to `paths`.

    >>> ways(["/usr", "/tmp/python", "/tmp/course/.venv", "/tmp/course/grader/inside"])
    ['/tmp/course']
    """
    found = dict[str, None]()
    for folder in PRIVATE:
        below = (path[len(folder) + 1 :] for path in paths if path.startswith(f"{folder}/"))
        found |= {f"{folder}/{rest.split('/')[0]}": None for rest in below if "/" in rest}
    return list(found)


class Plan(msgspec.Struct, frozen=True):
    """The layers for one host. All paths are absolute and as seen from inside."""

    boxed: bool = False
    """The host itself runs inside bubblewrap: private /tmp, /dev/shm, /proc, network and PIDs."""
    namespaces: bool = False
    """Each submission gets fresh user, mount, PID, IPC, network and UTS namespaces."""
    landlock: int = 0
    """Landlock ABI to use; 0 is off."""
    seccomp: bytes = b""
    """BPF program for module submissions; empty is off."""
    seccomp_kernel: bytes = b""
    """BPF program for notebook kernels, installed once their sockets are bound."""
    seccomp_driver: bytes = b""
    """BPF program for the driver of a notebook, which connects to the kernel's sockets."""
    readable: tuple[str, ...] = ()
    """Files and folders that may be read and executed, and all below them."""
    listed: tuple[str, ...] = ()
    """Folders of which only the names may be read (they hold something hidden)."""
    hidden: tuple[str, ...] = ()
    """Files and folders below a readable one that nobody inside may read."""
    devices: tuple[str, ...] = ()
    """Device files that may be read, written and controlled, beside /dev/null and its kin."""
    uid: int | None = None
    """Unprivileged user to become when the host is started by root."""
    gid: int | None = None


class Limits(msgspec.Struct, frozen=True):
    """What one submission may use. Bytes, seconds and counts."""

    memory_bytes: int = 1024 * MIB
    """Resident memory of the whole tree beyond the warm baseline (enforced by a watchdog)."""
    cpu_s: int = 60
    """Processor time of one process."""
    file_bytes: int = 64 * MIB
    """Size of one file."""
    open_files: int = 256
    processes: int = 64
    """Processes and threads of the whole tree, the warden included."""
    tmp_bytes: int = 256 * MIB
    """Size of each private temporary folder (/tmp, /dev/shm)."""
    output_bytes: int = 256 * 1024
    """Printed text kept (the warden drains the rest and drops it)."""
