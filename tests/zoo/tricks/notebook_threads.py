"""Leaves threads that print and raise after their cell has ended.

row: notebook
form: notebook
"""
import threading
import time


def late():
    for number in range(100):
        print("late", number)
        time.sleep(0.01)
    raise SystemExit(0)


for _ in range(4):
    threading.Thread(target=late, daemon=True).start()
