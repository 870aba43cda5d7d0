"""Burns time in six children, so that none of them reaches its limit.

row: exhaust
points: 0 1 1
"""
import os


def double(x):
    for _ in range(6):
        if os.fork() == 0:
            while True:
                pass
    os.wait()
