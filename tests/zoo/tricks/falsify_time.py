"""Stops every clock of its process, so that no deadline is ever reached.

row: falsify
points: 0 1 1
"""
import time

for name in ("time", "monotonic", "perf_counter", "process_time"):
    setattr(time, name, lambda: 0.0)
time.sleep = lambda seconds: None


def double(x):
    while True:
        pass
