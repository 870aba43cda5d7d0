"""Kills the process that watches it.

row: end
"""
import os
import signal

for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP):
    try:
        os.kill(os.getppid(), number)
    except OSError:
        pass
