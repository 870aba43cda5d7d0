"""Stops itself in a call, for its parent to wait for ever.

row: exhaust
points: 0 1 1
"""
import os
import signal


def double(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return x + x
