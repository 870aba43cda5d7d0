"""Is a FIFO, which nobody ever writes to.

row: files
form: files
points: 0 0 0
"""
import os


def pack(folder, right):
    os.mkfifo(folder / "tiny.py")
