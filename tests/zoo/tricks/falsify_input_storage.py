"""Gives back its input's own storage and changes it later, in a thread.

row: falsify
points: 0 1 1
"""
import threading
import time


def double(x):
    def later():
        for _ in range(1000):
            x.mul_(1.0)
            time.sleep(0.001)

    threading.Thread(target=later, daemon=True).start()
    return x[:]
