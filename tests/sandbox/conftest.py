"""Every arrangement that this machine allows, ready to run a student's text in."""

import functools
import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.inside.plan import Limits
from grader.sandbox import launch, layers, policy, reach

ARRANGEMENTS = ("bubblewrap + namespaces", "namespaces", "bubblewrap", "no namespaces")
OLDER = "no namespaces, Landlock 4"  # hosted Ubuntu 24.04: only seccomp keeps signals inside
SCENARIO = Path(__file__).with_name("scenario.py")
START = f"import runpy; runpy.run_path({str(reach.INSIDE / 'start.py')!r})['known']();"
SMALL = Limits(
    file_bytes=1 << 20, tmp_bytes=4 << 20, processes=24, open_files=64, cpu_s=20, memory_bytes=1
)


class Sandbox:
    """One arrangement."""

    def __init__(self, found):
        self.layers = found

    @property
    def namespaces(self):
        return self.layers.namespaces

    def plan(self, **changes):
        return msgspec.structs.replace(launch.make_plan(self.layers), **changes)

    def run(self, source, limits=SMALL, plan=None, seconds=10.0):
        """What became of a student's text: what it told, and what the warden found."""
        plan = plan or self.plan()
        code = START + SCENARIO.read_text(encoding="utf-8")
        request = {"plan": plan, "limits": limits, "source": source, "seconds": seconds}
        argv = (sys.executable, "-P", "-s", "-B", "-c", code)
        done = subprocess.run(
            launch.host_command(self.layers, plan, argv),
            input=msgspec.msgpack.encode(request),
            capture_output=True,
            env=launch.environment(),
            timeout=60,
            check=False,
            cwd="/",
        )
        assert done.stdout, done.stderr.decode()
        return json.loads(done.stdout)


@functools.cache
def arrangement(name):
    """The arrangement of this name, or why it cannot be had here."""
    for found in layers.arrangements("require"):
        if layers.name(found) == name.removesuffix(", Landlock 4"):
            if name == OLDER:
                filters = policy.programs(policy.Place(False, False, False))
                found = msgspec.structs.replace(found, landlock=4, filters=filters)
            return found, layers.rehearse(found).fault
    return None, "not on this machine"


@pytest.fixture(params=(*ARRANGEMENTS, OLDER))
def sandbox(request):
    """Each arrangement that can be had by the current user; a skip says why one cannot."""
    found, fault = arrangement(request.param)
    if found is None or fault:
        pytest.skip(f"{request.param}: {fault}")
    return Sandbox(found)
