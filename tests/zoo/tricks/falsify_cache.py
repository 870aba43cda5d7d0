"""Answers from what it was asked before, in memory and on disk.

row: falsify
points: 0 1 1
"""
import os
import pickle

seen = {}


def double(x):
    if os.path.exists("cache"):
        return pickle.loads(open("cache", "rb").read())
    open("cache", "wb").write(pickle.dumps(x + x))
    return seen.setdefault("x", x * 3)
