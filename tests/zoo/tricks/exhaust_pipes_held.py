"""Has a child hold every pipe that it was born with, and ends.

row: exhaust
points: 0 1 1
"""
import os
import time


def double(x):
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
    os._exit(0)
