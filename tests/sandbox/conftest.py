"""Every arrangement that this machine allows, to root and to others, ready for a student's text."""

import functools
import json
import os
import subprocess
from pathlib import Path

import msgspec
import pytest

from grader.inside.plan import Limits, Plan
from grader.sandbox.layers import Layers
from tests.e2e.everyone import python
from tests.e2e.settings import before
from tests.sandbox.backend import OLDER, Ask

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("bubblewrap + namespaces", "namespaces", "bubblewrap", "no namespaces")
USERS = ("", ", ordinary user")
ARRANGEMENTS = tuple(
    f"{kind}{user}" for user in USERS for kind in (*KINDS, f"no namespaces{OLDER}")
)
SMALL = Limits(
    file_bytes=1 << 20, tmp_bytes=4 << 20, processes=24, open_files=64, cpu_s=20, memory_bytes=1
)


class Backend:
    """The program that makes sandboxes as one kind of user."""

    def __init__(self, user):
        words = [*before(f"bubblewrap{user}"), python()[0], "-m", "tests.sandbox.backend"]
        pipe, own = subprocess.PIPE, {**os.environ, "GITHUB_TOKEN": "secret", "HOME": "/"}
        self.process = subprocess.Popen(words, stdin=pipe, stdout=pipe, env=own, cwd=ROOT)

    def ask(self, kind=object, **asked):
        """Ask, and wait for the answer."""
        data = msgspec.msgpack.encode(Ask(**asked))
        self.process.stdin.write(len(data).to_bytes(8, "big") + data)
        self.process.stdin.flush()
        size = int.from_bytes(self.process.stdout.read(8), "big")
        return msgspec.msgpack.decode(self.process.stdout.read(size), type=kind)


class Sandbox:
    """One arrangement of one kind of user."""

    def __init__(self, backend, name, layers):
        self.backend, self.name, self.layers = backend, name, layers
        self.prefix = str(Path(python()[0]).parents[1])

    @property
    def namespaces(self):
        return self.layers.namespaces

    def plan(self, hidden=(), **changes):
        plan = self.backend.ask(Plan, what="plan", name=self.name, hidden=[*map(str, hidden)])
        return msgspec.structs.replace(plan, **changes)

    def run(self, source, limits=SMALL, plan=None, seconds=10.0):
        """What became of a student's text: what it told, and what the warden found."""
        asked = {"source": source, "limits": limits, "plan": plan, "seconds": seconds}
        return json.loads(self.backend.ask(bytes, what="run", name=self.name, **asked))

    def grade(self, source, *calls, limits=None, **order):
        """What the product's own warden makes of a module and of calls of its functions."""
        asked = {"source": source, "calls": [*calls], "order": order}
        limits = limits or Limits(memory_bytes=300 << 20, output_bytes=1 << 16, cpu_s=30)
        return self.backend.ask(dict, what="grade", name=self.name, limits=limits, **asked)


@pytest.fixture(scope="session")
def backends():
    """A function: the backend of a kind of user, started when it is first asked for."""
    backend = functools.cache(Backend)
    started = []

    def started_for(user):
        one = backend(user)
        if one not in started:
            started.append(one)
        return one

    yield started_for
    for one in started:
        with one.process as process:
            process.stdin.close()


@functools.cache
def obstacle(user):
    """Why there is no backend for a kind of user; "" where there is one."""
    if not user and os.geteuid() != 0:
        return "not root"
    return python()[1]


@pytest.fixture(params=ARRANGEMENTS, scope="session")
def sandbox(request, backends):
    """Each arrangement that can be had by each kind of user; a skip says why one cannot."""
    user = USERS[request.param.endswith(USERS[1])]
    if why := obstacle(user):
        pytest.skip(f"{request.param}: {why}")
    name = request.param.removesuffix(USERS[1])
    found, fault = backends(user).ask(tuple[Layers | None, str], what="found", name=name)
    if found is None or fault:
        pytest.skip(f"{request.param}: {fault}")
    return Sandbox(backends(user), name, found)
