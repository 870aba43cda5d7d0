"""`grader` with one layer of isolation taken away, to see what that layer stops.

    python -m tests.zoo.without LAYER run ...

The layers are patched from outside, after detection has found all of them: the product has no
switch for it. What student code may use is never without bounds: limits are ten times as high.
"""

import os
import sys
from unittest import mock

import msgspec

from grader import intake
from grader.cli import main
from grader.inside.plan import Limits
from grader.reports import pages, safe
from grader.sandbox import launch, policy, reach
from grader.slots import processes, slot

MANY = Limits(
    memory_bytes=3 << 30,
    cpu_s=60,
    file_bytes=640 << 20,
    open_files=2560,
    processes=640,
    tmp_bytes=1 << 30,
    output_bytes=2 << 20,
)
# Runs in the host, before it does anything: nothing is swept, and nobody waits for what is left.
NO_SWEEP = f"""
import runpy, sys
runpy.run_path({str(reach.INSIDE / "start.py")!r})["known"]()
from grader.inside import host, lockdown, warden
warden.sweep = lambda *_: 0
host.clear = lambda plan: lockdown.wipe(plan) or 0
host.main(int(sys.argv[-1]))
"""
RULES = ("_deny", "_deny_arguments", "_deny_neighbours", "_deny_attributes")
whole = slot.host_launch


def files(found, _):
    """Landlock."""
    return _planned(found, landlock=0)


def syscalls(found, layers):
    """The filter of system calls, but for sockets."""
    return _filtered(found, layers, RULES)


def network(found, layers):
    """The filter of sockets."""
    return _filtered(found, layers, ("_deny_sockets",))


def seccomp(found, _):
    """The whole filter."""
    return _planned(found, seccomp=b"", seccomp_kernel=b"", seccomp_driver=b"")


def containment(found, _):
    """The sweep of what is left."""
    command = [*found.command[: -len(launch.HOST)], sys.executable, "-P", "-s", "-B"]
    command += ["-c", NO_SWEEP, "{fd}"]
    return msgspec.structs.replace(found, command=command)


def environment(found, _):
    """The environment made anew."""
    return msgspec.structs.replace(found, environment={**os.environ, **found.environment})


def user(found, _):
    """The unprivileged user, where root grades."""
    return _planned(found, uid=None, gid=None)


def limits():
    """Limits of memory, processes, files and processor time, each ten times as high."""
    start = processes.Host.start
    processes.Host.start = lambda self, _: start(self, MANY)


def intake_checks():
    """The look at a file before it is read."""
    intake._refuse_links = lambda candidate: None
    intake._read = _read


def reports():
    """Escaping and stripping in the reports."""
    jinja = pages.jinja2.Environment
    pages.jinja2.Environment = lambda **kw: jinja(**{**kw, "autoescape": False})
    safe.STRANGE = safe.ESCAPES = safe.re.compile(r"(?!)")
    safe.FORMULA = ()


OF_HOSTS = (files, syscalls, network, seccomp, containment, environment, user)
OF_OURS = {"limits": limits, "intake": intake_checks, "reports": reports}
LAYERS = {**{take.__name__: take for take in OF_HOSTS}, **OF_OURS}


def _planned(found, **changes):
    return msgspec.structs.replace(found, plan=msgspec.structs.replace(found.plan, **changes))


def _filtered(found, layers, without):
    names = dict.fromkeys(without, lambda *_, **__: None)
    with mock.patch.multiple(policy, **names):
        box = layers.bubblewrap is not None
        made = policy.programs(policy.Place(layers.namespaces, box, layers.landlock >= 6))
    return _planned(
        found,
        seccomp=made.module,
        seccomp_kernel=made.kernel,
        seccomp_driver=made.driver,
    )


def _read(candidate):
    """A file as it is, of whatever kind; a device would have no end."""
    with os.fdopen(os.open(candidate.path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        return file.read(64 << 20)


def take_away(name):
    """Start `grader` without this layer."""
    take = LAYERS[name]
    if take in OF_HOSTS:
        slot.host_launch = lambda layers, *a, **kw: take(whole(layers, *a, **kw), layers)
    else:
        take()


if __name__ == "__main__":
    take_away(sys.argv.pop(1))
    main()
