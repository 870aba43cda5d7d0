"""Starts 500 threads while it loads, and waits for none of them.

row: exhaust
"""
import threading
import time

started = 0
try:
    for _ in range(500):
        threading.Thread(target=time.sleep, args=(0.3,), daemon=True).start()
        started += 1
except RuntimeError:
    pass
time.sleep(0.5)
reached(started == 500 and started)
