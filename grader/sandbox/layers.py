"""What this machine allows, found by setting up the real thing and attacking it.

Theory of operation. There are up to four arrangements, the strongest first: bubblewrap around the
host with fresh namespaces for each submission; the namespaces alone; bubblewrap alone; neither.
Landlock, the system-call filter, limits and, for root, an unprivileged user come on top of each.
The first arrangement whose rehearsal (`grader.inside.trial`) comes to its end is taken; each layer
is achieved when all attacks on it failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from grader.faults import GraderFault, UsageFault
from grader.inside import landlock, trial
from grader.sandbox import launch, policy, remedies, users

Mode = Literal["require", "best-effort", "off"]

NEEDED = ("files", "syscalls", "network", "containment", "user")
NAMES = (*NEEDED, "limits", "environment")
_TRIAL_S = 20.0


class Layer(msgspec.Struct, frozen=True):
    """One layer of isolation."""

    name: str
    achieved: bool
    how: str
    detail: str
    """What was tried, and what happened."""


class Layers(msgspec.Struct, frozen=True):
    """All layers, and what hosts must be started with to have them."""

    mode: Mode = "off"
    bubblewrap: str | None = None
    namespaces: bool = False
    landlock: int = 0
    filters: policy.Programs | None = None
    drop_user: bool = False
    rows: tuple[Layer, ...] = ()
    faults: tuple[str, ...] = ()
    """Why stronger arrangements could not be had."""

    @property
    def counts_apart(self) -> bool:
        """Whether the system counts each submission's processes apart from all others'.

        It counts them by user and user namespace: where slots share both, one submission's
        processes could leave none to another's.
        """
        return self.namespaces or self.drop_user

    def missing(self) -> tuple[str, ...]:
        """Names of the layers that grading hostile code needs and that were not achieved."""
        return tuple(row.name for row in self.rows if row.name in NEEDED and not row.achieved)

    def summary(self) -> dict[str, str]:
        """How each layer was achieved, for the record of a grade."""
        return {row.name: row.how if row.achieved else "none" for row in self.rows}


def detect(mode: Mode) -> Layers:
    """Find out what this machine allows. Takes about 0.2 s.

    Raises:
        UsageFault: `require`, and a needed layer cannot be had: says which, and what mends it.
    """
    if mode == "off":
        return Layers(rows=tuple(Layer(name, False, "none", "not tried: off") for name in NAMES))
    if sys.platform != "linux":
        layers = Layers(mode, rows=_none("only Linux has it"))
    else:
        layers = _best(mode)
    if mode == "require" and layers.missing():
        raise UsageFault(remedies.sentence(layers.missing(), layers.faults))
    return layers


def arrangements(mode: Mode) -> Iterator[Layers]:
    """What to try, the strongest first."""
    root = os.geteuid() == 0
    bubblewrap, abi = find_bubblewrap(), landlock.abi()
    boxes = ((bubblewrap, True), (None, True), (bubblewrap, False), (None, False))
    for box, namespaces in dict.fromkeys(boxes):
        try:
            place = policy.Place(namespaces, box is not None, abi >= landlock.NEWEST)
            filters = policy.programs(place)
        except RuntimeError:
            filters = None
        yield Layers(mode, box, namespaces, abi, filters, drop_user=root)
    if root and mode != "require":
        yield Layers(mode, landlock=abi, filters=filters)


def find_bubblewrap() -> str | None:
    """Bwrap beside the interpreter (a wheel brings it), or the system's."""
    beside = Path(sys.prefix, "bin", "bwrap")
    return str(beside) if os.access(beside, os.X_OK) else shutil.which("bwrap")


def rehearse(layers: Layers) -> trial.Report:
    """Set up an arrangement without a student and attack it."""
    try:
        plan = launch.make_plan(layers)
    except GraderFault as fault:
        return trial.Report(fault=str(fault))
    argv = (*launch.HOST[:-2], "trial")
    variables = launch.environment()
    with tempfile.NamedTemporaryFile(prefix="grader-canary-") as canary:
        os.chmod(canary.name, 0o644)
        task = trial.Task(plan, canary.name, os.getpid(), list(variables))
        try:
            done = subprocess.run(
                launch.host_command(layers, plan, argv),
                input=msgspec.msgpack.encode(task),
                capture_output=True,
                env=variables,
                timeout=_TRIAL_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as fault:
            return trial.Report(fault=str(fault))
    try:
        return msgspec.msgpack.decode(done.stdout, type=trial.Report)
    except msgspec.DecodeError:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return trial.Report(fault=" ".join(last) or f"ended with code {done.returncode}")


def _best(mode: Mode) -> Layers:
    faults = list[str]()
    for layers in arrangements(mode):
        report = rehearse(layers)
        if not report.fault:
            return msgspec.structs.replace(layers, rows=_rows(layers, report), faults=(*faults,))
        faults.append(f"{name(layers)}: {report.fault}")
    return Layers(mode, rows=_none("nothing could be set up"), faults=(*faults,))


def name(layers: Layers) -> str:
    """An arrangement in words."""
    parts = (layers.bubblewrap and "bubblewrap", layers.namespaces and "namespaces")
    return " + ".join(part for part in parts if part) or "no namespaces"


def _rows(layers: Layers, report: trial.Report) -> tuple[Layer, ...]:
    means = _means(layers)
    return tuple(_row(name, means[name], report.findings) for name in NAMES)


def _row(name: str, how: str, findings: list[trial.Finding]) -> Layer:
    own = [finding for finding in findings if finding.layer == name]
    detail = "; ".join(f"{finding.tried}: {finding.happened}" for finding in own)
    return Layer(name, bool(own) and all(finding.held for finding in own), how, detail)


def _means(layers: Layers) -> dict[str, str]:
    """By what each layer is achieved, where it is."""
    view = "mount namespace" + (" (bubblewrap)" if layers.bubblewrap else "")
    own_view = layers.bubblewrap or layers.namespaces
    lock = f"Landlock ABI {layers.landlock}" if layers.landlock else ""
    files = " + ".join(part for part in (view if own_view else "", lock) if part)
    return {
        "files": files,
        "syscalls": "seccomp + no_new_privs",
        "network": "network namespace + seccomp" if layers.namespaces else "seccomp",
        "containment": "PID namespace" if layers.namespaces else "subreaper",
        "user": f"user {users.FIRST_UID} and up" if layers.drop_user else "the caller's",
        "limits": "rlimits + memory watchdog",
        "environment": "made anew",
    }


def _none(why: str) -> tuple[Layer, ...]:
    return tuple(Layer(name, False, "none", why) for name in NAMES)
