"""Bounds that the driver sets itself."""

import signal

import pytest

from grader.inside.bounds import Overtime, alarm


def test_alarm_ends_what_blocks():
    """A call that would block for ever is ended when the time is over."""
    with pytest.raises(Overtime), alarm(0.05):
        signal.pause()
