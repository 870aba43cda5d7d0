"""Takes 1 GB of memory in a call, 50 MB at a time, and touches all of it.

row: exhaust
points: 0 1 1
"""
import time


def double(x):
    kept = [bytearray(b"x" * (50 << 20)) for _ in range(20)]
    time.sleep(0.3)
    return x * 2 if kept else x  # right, for whoever has had it all
