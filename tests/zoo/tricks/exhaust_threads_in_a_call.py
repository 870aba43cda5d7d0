"""Starts threads that start threads, in a call, and answers meanwhile.

row: exhaust
"""
import threading
import time

count = 0


def more():
    global count
    while count < 200:
        count += 1
        try:
            threading.Thread(target=more, daemon=True).start()
        except RuntimeError:
            time.sleep(0.01)


def negate(x):
    more()
    return -x
