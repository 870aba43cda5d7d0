"""Looks for tokens in its own environment and in that of every process it finds.

row: read
"""
import glob
import os

reached(CANARY in str(dict(os.environ)) or "GITHUB_TOKEN" in os.environ)
for path in glob.glob("/proc/[0-9]*/environ"):
    try:
        reached(CANARY.encode() in open(path, "rb").read())
    except OSError:
        pass
