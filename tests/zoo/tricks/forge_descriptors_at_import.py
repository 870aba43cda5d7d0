"""Writes into every descriptor that is open while it loads, and closes them.

row: forge
points: 0 0 0
"""
import os

for number in range(3, 1024):
    try:
        os.write(number, b"h")
        os.write(number, b"l\xff" * 40)
        os.close(number)
    except OSError:
        pass
