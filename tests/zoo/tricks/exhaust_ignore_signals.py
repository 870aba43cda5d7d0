"""Ignores every signal that may be ignored, in a loop that C does not leave.

row: exhaust
points: 0 1 1
"""
import re
import signal


def double(x):
    for number in signal.valid_signals():
        try:
            signal.signal(number, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        except (OSError, ValueError):
            pass
    return re.match(r"(a|a)*b", "a" * 60)
