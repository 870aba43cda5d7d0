"""A notebook's kernel that never comes up is no fault of whose notebook it is."""

import socket

import pytest

from grader.inside import cells, messages
from grader.inside.cellrecords import CellsLimits
from grader.inside.plan import Limits, Plan
from grader.inside.warden import Warden


def test_a_kernel_that_does_not_start_is_our_fault(monkeypatch):
    """Nothing of the student's has run by then: the sandbox is lost, and nobody loses points."""
    monkeypatch.setattr(cells, "kernel", lambda *_: None)
    ours, theirs = socket.socketpair()
    order = messages.Load("notebook", "tiny.ipynb", b"{}", 1.0, CellsLimits())
    with ours, theirs, pytest.raises(RuntimeError, match="the kernel did not start"):
        Warden(ours, Plan(), Limits(), "/nowhere").load(order)
