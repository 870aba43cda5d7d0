"""Spreads 900 MB over nine processes, each well below what one may take.

row: exhaust
points: 0 1 1
"""
import os
import time


def double(x):
    told, tell = os.pipe()
    for _ in range(9):
        if os.fork() == 0:
            kept = bytearray(b"x" * (100 << 20))
            os.write(tell, b"x")
            time.sleep(20)
            os._exit(len(kept) & 1)
    for _ in range(9):
        os.read(told, 1)
    time.sleep(0.5)
    return x * 2  # right, for whoever has had it all
