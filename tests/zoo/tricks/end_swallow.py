"""Swallows every exception, whoever raised it, and goes on for ever.

row: end
points: 0 1 1
"""
import signal


def double(x):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
