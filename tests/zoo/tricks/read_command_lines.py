"""Looks for the grader's command line in /proc.

row: read
"""
import glob

for path in glob.glob("/proc/[0-9]*/cmdline"):
    try:
        reached(CLASS.encode() in open(path, "rb").read())
    except OSError:
        pass
