"""The processes of a slot, as the orchestrator holds them."""

import sys

import pytest

from grader.faults import GraderFault
from grader.inside.plan import Plan
from grader.sandbox.launch import Launch, environment
from grader.slots.processes import Host

ORPHAN = """
import os, socket, sys

control = socket.socket(fileno=int(sys.argv[1]))
if os.fork():
    os.kill(os.getpid(), 9)
control.recv(1 << 18)  # the welcome
control.send(bytes([0x80]))  # "warm", as an empty map of msgpack
control.recv(1)  # until the orchestrator lets go
"""


def test_a_host_that_lost_its_root_is_not_up():
    """A host that answers when the process above it was killed cannot be watched: it ended."""
    launch = Launch([sys.executable, "-c", ORPHAN, "{fd}"], environment(), Plan())
    host = Host(launch, launch.plan, notebooks=False)
    try:
        host.process.wait()
        with pytest.raises(GraderFault, match=r"the host ended .status -9."):
            host.ready()
    finally:
        host.close()
