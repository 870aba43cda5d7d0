"""Leaves a daemon of its own session behind, which later writes into a common folder.

row: forge
"""
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sh", ["sh", "-c", f"sleep 1; touch {PLANT}/{MARK}; exec sleep {NAP}"])
    os._exit(0)
os.wait()
