"""Raises KeyboardInterrupt, so that the run believes that staff stopped it.

row: end
points: 0 0 1
"""
import os
import signal


def double(x):
    raise KeyboardInterrupt


def negate(x):
    os.kill(os.getpid(), signal.SIGINT)
    return x
