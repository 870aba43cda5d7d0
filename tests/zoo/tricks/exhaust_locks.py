"""Locks every file that it can open, and leaves watches on folders.

row: exhaust
"""
import ctypes
import fcntl
import glob
import os
import sys

kept = []
for path in [sys.executable, os.__file__, BOOK, f"{OUT}/results.json", *glob.glob("/tmp/*")[:20]]:
    try:
        kept.append(open(path, "rb"))
        fcntl.flock(kept[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        print(type(error).__name__)
watch = ctypes.CDLL(None).inotify_init()
for path in (PLANT, CLASS, OUT, COURSE):
    reached(ctypes.CDLL(None).inotify_add_watch(watch, path.encode(), 0xFFF) > 0)
