"""How the untrusted side is started: its plan, its command line and its environment.

Inside bubblewrap the host sees the system's programs and libraries, the interpreter and its
packages, and one folder of ours; no home, no course, no gradebook. Each path is where it is
outside, so that nothing has to be translated.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.inside.plan import PRIVATE, Plan, ways
from grader.sandbox import policy, reach, users

if TYPE_CHECKING:
    from grader.sandbox.layers import Layers

HOST = (sys.executable, "-P", "-s", "-B", str(reach.INSIDE / "start.py"), "host", "{fd}")
_THREADS = ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "VECLIB", "BLIS")


class Launch(msgspec.Struct, frozen=True):
    """A host ready to be started: `{fd}` in the command stands for its control socket."""

    command: list[str]
    environment: dict[str, str]
    plan: Plan


def host_launch(
    layers: Layers,
    slot: int = 0,
    *,
    hidden: Iterable[str] = (),
    devices: Iterable[str] = (),
    argv: Sequence[str] = HOST,
) -> Launch:
    """Everything that is needed to start the host of a slot.

    Args:
        layers: what this machine allows, from `detect`.
        slot: each number has a user of its own (when started by root).
        hidden: files and folders that nobody inside may read, wherever they lie, beside the
            packages that hold answers, which always are.
        devices: device files that may be used inside (those of a GPU).
        argv: what to start.

    Raises:
        GraderFault: no user is left for this slot.
    """
    plan = make_plan(layers, slot, hidden=hidden, devices=devices)
    return Launch(host_command(layers, plan, argv), environment(), plan)


def make_plan(
    layers: Layers, slot: int = 0, *, hidden: Iterable[str] = (), devices: Iterable[str] = ()
) -> Plan:
    """The layers in the form that the host is told."""
    readable, listed = reach.needed(), tuple[str, ...]()
    parts = (part for path in hidden if os.path.exists(path) for part in reach.around(path))
    secret = reach.lying_in((*parts, *reach.answers()), readable)
    own_view = layers.bubblewrap is not None or layers.namespaces
    if not own_view:
        readable, listed = reach.without(readable, secret)
    proc = ("/proc",) if layers.namespaces else reach.FACTS
    devices = tuple(devices)
    facts = reach.GPU_FACTS if devices else ()
    filters = layers.filters or policy.Programs(b"", b"", b"")
    user = users.user_of(slot) if layers.drop_user else None
    return Plan(
        boxed=layers.bubblewrap is not None,
        namespaces=layers.namespaces,
        landlock=layers.landlock,
        seccomp=filters.module,
        seccomp_kernel=filters.kernel,
        seccomp_driver=filters.driver,
        readable=(*readable, *facts, *proc),
        listed=listed,
        hidden=secret if own_view else (),
        devices=devices,
        uid=user,
        gid=user,
    )


def host_command(layers: Layers, plan: Plan, argv: Sequence[str] = HOST) -> list[str]:
    """The command line that starts `argv`, in bubblewrap where the layers say so."""
    if layers.bubblewrap is None:
        return list(argv)
    root = os.geteuid() == 0
    passed = ways(plan.readable)
    parents = itertools.chain.from_iterable(("--dir", path) for path in _parents(plan))
    binds = itertools.chain.from_iterable(_bind(path) for path in plan.readable)
    masks = itertools.chain.from_iterable(_mask(path) for path in plan.hidden)
    devices = [part for path in plan.devices for part in ("--dev-bind-try", path, path)]
    return [
        *(layers.bubblewrap, "--unshare-pid", "--unshare-ipc", "--unshare-net", "--unshare-uts"),
        *("--hostname", "sandbox", "--new-session", "--die-with-parent"),
        *(_AS_ROOT if root else ("--unshare-user-try",)),
        *("--proc", "/proc", "--dev", "/dev", *devices),
        *(part for path in PRIVATE for part in ("--tmpfs", path, "--chmod", "1777", path)),
        *(part for path in passed for part in ("--tmpfs", path)),
        *(*parents, *binds, *masks),
        *(part for path in passed for part in ("--remount-ro", path)),
        *("--chdir", "/", "--", *argv),
    ]


# Root's host needs these for a moment, to mount its own /proc and to become nobody.
_AS_ROOT = (
    *("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"),
    *("--cap-add", "CAP_SYS_ADMIN"),
)


def environment() -> dict[str, str]:
    """A fresh environment: no tokens, one thread, the same order of sets in every run."""
    fixed = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": tempfile.gettempdir(),
        "USER": "student",
        "LOGNAME": "student",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
        # No warm process sees a GPU, or asks the driver for one: it could not be forked any more.
        "CUDA_VISIBLE_DEVICES": "",
        "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
        "CUDA_CACHE_DISABLE": "1",
    }
    return fixed | {f"{library}_NUM_THREADS": "1" for library in _THREADS}


def _parents(plan: Plan) -> list[str]:
    """Folders on the way to what is shown; left to itself bubblewrap closes them to other users."""
    paths = (path for path in plan.readable if not path.startswith("/proc"))
    folders = {str(folder) for path in paths for folder in Path(path).parents}
    return sorted(folders - {"/"} - set(plan.readable))


def _bind(path: str) -> tuple[str, ...]:
    if path.startswith("/proc"):
        return ()
    if os.path.islink(path):
        return ("--symlink", os.readlink(path), path)
    return ("--ro-bind-try", path, path)


def _mask(path: str) -> tuple[str, ...]:
    return ("--tmpfs", path) if os.path.isdir(path) else ("--ro-bind", "/dev/null", path)
