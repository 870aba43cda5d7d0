"""Forks whatever forks, up to 500 times, while it loads.

row: exhaust
"""
import os
import time

deep = 0
try:
    while deep < 500 and os.fork() == 0:
        deep += 1
    if deep:
        time.sleep(30)
        os._exit(0)
except OSError:
    if deep:
        time.sleep(30)
        os._exit(0)
