"""Leaves its view of the files by the magic links of /proc.

row: read
"""
import glob
import os

for root in glob.glob("/proc/[0-9]*/root") + glob.glob("/proc/[0-9]*/cwd"):
    path = f"{root}/{PLANT}/diary"
    try:
        reached(open(path).read())
    except OSError:
        pass
