"""Opens the memory of its ancestors and of whatever process it sees.

row: read
"""
import glob
import os

for path in {f"/proc/{os.getppid()}/mem", *glob.glob("/proc/[0-9]*/mem")}:
    if path.split("/")[2] != str(os.getpid()):
        tried(lambda: open(path, "r+b").name)
