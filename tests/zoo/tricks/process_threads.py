"""Starts 500 threads while it loads, and waits for none of them.

row: exhaust
"""
import threading
import time

started = []
try:
    for _ in range(500):
        started.append(threading.Thread(target=time.sleep, args=(0.3,), daemon=True))
        started[-1].start()
except RuntimeError:
    pass
time.sleep(0.5)
